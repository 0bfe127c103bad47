-- What tells the instances of a service apart, as their operations said it last.
SELECT
  service,
  instance,
  arg_max(service_version, time) AS service_version,
  arg_max(agent_version, time) AS agent_version,
  count(CASE WHEN direction = 'receive' THEN 1 END) AS calls,
  count(CASE WHEN direction = 'receive' THEN error_type END) AS errors
FROM operations
WHERE role = 'server' AND time >= :from AND time < :to
  AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
GROUP BY service, instance
ORDER BY service, instance
