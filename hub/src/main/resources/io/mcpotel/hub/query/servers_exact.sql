-- Percentiles of each server.
SELECT
  service,
  instance,
  quantile_cont(duration, 0.5) * 1000 AS p50_ms,
  quantile_cont(duration, 0.95) * 1000 AS p95_ms,
  quantile_cont(duration, 0.99) * 1000 AS p99_ms
FROM operations
WHERE role = 'server' AND direction = 'receive' AND time >= :from AND time < :to
  AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
  AND (CAST(:instance AS VARCHAR) IS NULL OR instance = :instance)
GROUP BY service, instance
