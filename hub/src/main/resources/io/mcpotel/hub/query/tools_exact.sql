-- Percentiles of each tool.
SELECT
  service,
  tool,
  quantile_cont(duration, 0.5) * 1000 AS p50_ms,
  quantile_cont(duration, 0.95) * 1000 AS p95_ms,
  quantile_cont(duration, 0.99) * 1000 AS p99_ms,
  quantile_cont(handler_wait, 0.95) * 1000 AS wait_p95_ms,
  quantile_cont(response_size, 0.95) AS response_size_p95
FROM operations
WHERE role = 'server' AND direction = 'receive' AND method = 'tools/call' AND tool IS NOT NULL
  AND time >= :from AND time < :to
  AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
  AND (CAST(:tool AS VARCHAR) IS NULL OR tool = :tool)
GROUP BY service, tool
