-- The last report of each server. When it came counts by the hub's clock, and so does how often.
SELECT
  service,
  instance,
  count(*) AS reports,
  min(received) AS first_received,
  max(received) AS last_received,
  arg_max(state, received) AS state,
  arg_max(reason, received) AS reason,
  arg_max(requests_total, received) AS reported_requests,
  arg_max(errors_total, received) AS reported_errors,
  arg_max(latency_p95_ms, received) AS reported_p95_ms,
  arg_max(memory_mb, received) AS memory_mb,
  arg_max(uptime_seconds, received) AS uptime_seconds,
  arg_max(attributes, received) AS attributes
FROM reports
WHERE time >= :from AND time < :to
  AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
  AND (CAST(:instance AS VARCHAR) IS NULL OR instance = :instance)
GROUP BY service, instance
