-- The calls of each server in each hour of the range.
SELECT
  service,
  instance,
  CAST(date_trunc('hour', time) AS TIMESTAMP) AS hour,
  CAST(sum(calls) AS BIGINT) AS calls
FROM (
  SELECT service, instance, time, calls
  FROM calls_by_hour
  WHERE time >= :hours_from AND time < :hours_to
    AND role = 'server' AND direction = 'receive'
    AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
    AND (CAST(:instance AS VARCHAR) IS NULL OR instance = :instance)
  UNION ALL
  SELECT service, instance, time, calls
  FROM single_calls
  WHERE (time >= :from AND time < :hours_from OR time >= :hours_to AND time < :to)
    AND role = 'server' AND direction = 'receive'
    AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
    AND (CAST(:instance AS VARCHAR) IS NULL OR instance = :instance)
) AS called
GROUP BY service, instance, hour
ORDER BY service, instance, hour
