-- The tools of one server that failed most, or were slowest.
SELECT
  tool,
  count(*) AS requests,
  count(error_type) AS errors,
  quantile_cont(duration, 0.95) * 1000 AS p95_ms
FROM operations
WHERE role = 'server' AND direction = 'receive' AND method = 'tools/call' AND tool IS NOT NULL
  AND (error_type IS NULL OR error_type NOT IN
    ('cancelled', 'client_disconnected', 'session_closed', 'shutdown', 'transport_broken'))
  AND received >= :from AND received <= :to AND time >= :earliest AND time < :latest
  AND {match}
GROUP BY tool
ORDER BY {order} DESC, tool
LIMIT 3
