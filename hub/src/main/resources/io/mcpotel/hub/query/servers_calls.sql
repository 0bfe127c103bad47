-- The calls of each server in each of 30 equal parts of the range.
SELECT
  service,
  instance,
  CAST(floor(date_diff('millisecond', CAST(:from AS TIMESTAMP), time) * 30.0
    / CAST(:range_ms AS BIGINT)) AS BIGINT) AS part,
  count(*) AS calls
FROM operations
WHERE role = 'server' AND direction = 'receive' AND time >= :from AND time < :to
  AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
  AND (CAST(:instance AS VARCHAR) IS NULL OR instance = :instance)
GROUP BY service, instance, part
