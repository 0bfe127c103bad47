-- The last value that each instance exported in each step, else reported, where it exports none. One
-- with several attributes is summed: its points of one export have one time.
WITH collected AS (
  SELECT service, instance, time, sum(value) AS value
  FROM points
  WHERE metric = :exported AND time >= :from AND time < :to
    AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
    AND (CAST(:instance AS VARCHAR) IS NULL OR instance = :instance)
  GROUP BY service, instance, time
),
reported AS (
  SELECT
    service,
    instance,
    time,
    CASE CAST(:exported AS VARCHAR)
      WHEN 'jvm.memory.used' THEN memory_mb * 1048576
      WHEN 'mcp.server.active_sessions'
        THEN TRY_CAST(json_extract_string(attributes, '$.sessions') AS DOUBLE)
      WHEN 'mcp.server.active_requests'
        THEN TRY_CAST(json_extract_string(attributes, '$.open_requests') AS DOUBLE)
    END AS value
  FROM reports
  WHERE time >= :from AND time < :to
    AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
    AND (CAST(:instance AS VARCHAR) IS NULL OR instance = :instance)
    AND (service, instance) NOT IN (SELECT DISTINCT service, instance FROM collected)
)
SELECT
  CAST(floor(date_diff('second', TIMESTAMP '1970-01-01 00:00:00', time) / CAST(:step AS BIGINT))
    AS BIGINT) * CAST(:step AS BIGINT) AS at,
  service,
  instance,
  arg_max(value, time) AS value
FROM (
  SELECT service, instance, time, value FROM collected
  UNION ALL
  SELECT service, instance, time, value FROM reported
) AS told
WHERE value IS NOT NULL
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3
LIMIT 500000
