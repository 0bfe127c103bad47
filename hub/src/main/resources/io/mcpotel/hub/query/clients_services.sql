-- What each client called, by which version of the protocol.
SELECT DISTINCT client_name, client_version, service, protocol_version
FROM (
  SELECT client_name, client_version, service, protocol_version
  FROM operations
  WHERE role = 'server' AND direction = 'receive' AND time >= :from AND time < :to
  UNION ALL
  SELECT client_name, client_version, service, protocol_version
  FROM sessions
  WHERE role = 'server' AND client_name IS NOT NULL AND time >= :from AND time < :to
) AS said
WHERE CAST(:service AS VARCHAR) IS NULL OR service = :service
ORDER BY client_name, client_version, service, protocol_version
LIMIT 10000
