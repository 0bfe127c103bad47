-- Who called servers, by name and version; those that gave none are one.
SELECT
  client_name,
  client_version,
  count(*) AS calls,
  count(error_type) AS errors,
  min(time) AS first_seen,
  max(time) AS last_seen
FROM operations
WHERE role = 'server' AND direction = 'receive' AND time >= :from AND time < :to
  AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
GROUP BY client_name, client_version
