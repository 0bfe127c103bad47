-- The tools that were called, over all instances of their service.
SELECT
  service,
  tool,
  count(*) AS calls,
  count(error_type) AS errors,
  quantile_cont(duration, 0.5) * 1000 AS p50_ms,
  quantile_cont(duration, 0.95) * 1000 AS p95_ms,
  quantile_cont(duration, 0.99) * 1000 AS p99_ms,
  count(DISTINCT instance) AS instances,
  max(time) AS last_called
FROM operations
WHERE role = 'server' AND direction = 'receive' AND method = 'tools/call' AND tool IS NOT NULL
  AND time >= :from AND time < :to
  AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
GROUP BY service, tool
ORDER BY calls DESC, service, tool
