-- The tools that were called, over all instances of their service. Their percentiles are put in.
SELECT
  service,
  tool,
  CAST(sum(calls) AS BIGINT) AS calls,
  CAST(sum(errors) AS BIGINT) AS errors,
  CAST(NULL AS DOUBLE) AS p50_ms,
  CAST(NULL AS DOUBLE) AS p95_ms,
  CAST(NULL AS DOUBLE) AS p99_ms,
  CAST(NULL AS DOUBLE) AS wait_p95_ms,
  CAST(NULL AS DOUBLE) AS response_size_p95,
  count(DISTINCT instance) AS instances,
  count(DISTINCT client_name) AS callers,
  max(last_time) AS last_called
FROM (
  SELECT service, tool, calls, errors, instance, client_name, last_time
  FROM calls_by_hour
  WHERE time >= :hours_from AND time < :hours_to
    AND role = 'server' AND direction = 'receive' AND method = 'tools/call' AND tool IS NOT NULL
    AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
    AND (CAST(:tool AS VARCHAR) IS NULL OR tool = :tool)
  UNION ALL
  SELECT service, tool, calls, errors, instance, client_name, last_time
  FROM single_calls
  WHERE (time >= :from AND time < :hours_from OR time >= :hours_to AND time < :to)
    AND role = 'server' AND direction = 'receive' AND method = 'tools/call' AND tool IS NOT NULL
    AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
    AND (CAST(:tool AS VARCHAR) IS NULL OR tool = :tool)
) AS called
GROUP BY service, tool
ORDER BY 3 DESC, service, tool
