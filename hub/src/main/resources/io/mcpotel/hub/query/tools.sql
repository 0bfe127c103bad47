-- The tools that were called, over all instances of their service.
SELECT
  service,
  tool,
  count(*) AS calls,
  count(error_type) AS errors,
  quantile_cont(duration, 0.5) * 1000 AS p50_ms,
  quantile_cont(duration, 0.95) * 1000 AS p95_ms,
  quantile_cont(duration, 0.99) * 1000 AS p99_ms,
  quantile_cont(handler_wait, 0.95) * 1000 AS wait_p95_ms,
  quantile_cont(response_size, 0.95) AS response_size_p95,
  count(DISTINCT instance) AS instances,
  count(DISTINCT client_name) AS callers,
  max(time) AS last_called
FROM operations
WHERE role = 'server' AND direction = 'receive' AND method = 'tools/call' AND tool IS NOT NULL
  AND time >= :from AND time < :to
  AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
  AND (CAST(:tool AS VARCHAR) IS NULL OR tool = :tool)
GROUP BY service, tool
ORDER BY calls DESC, service, tool
