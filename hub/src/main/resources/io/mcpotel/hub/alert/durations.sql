-- How long what servers were asked in a window took.
SELECT
  {by},
  count(*) AS requests,
  {percentile}(duration, 0.95) * 1000 AS p95_ms,
  arg_max(server_name, received) AS server
FROM operations
WHERE role = 'server' AND direction = 'receive' AND method NOT LIKE 'notifications/%'
  AND (error_type IS NULL OR error_type NOT IN
    ('cancelled', 'client_disconnected', 'session_closed', 'shutdown', 'transport_broken'))
  AND received >= :from AND received <= :to AND time >= :earliest AND time < :latest
  AND {match}
GROUP BY {by}
ORDER BY requests DESC, {by}
LIMIT 1000
