-- The same of a session of which there are operations only.
SELECT
  session_id,
  service,
  instance,
  role,
  max(client_name) AS client_name,
  max(client_version) AS client_version,
  max(server_name) AS server_name,
  max(server_version) AS server_version,
  max(protocol_version) AS protocol_version,
  max(transport) AS transport,
  min(time) AS time,
  CAST(NULL AS TIMESTAMP) AS opened,
  CAST(NULL AS TIMESTAMP) AS closed,
  CAST(NULL AS VARCHAR) AS end_reason,
  count(*) AS calls,
  count(error_type) AS errors,
  CAST(NULL AS VARCHAR) AS attributes
FROM operations
WHERE session_id = :session_id AND role IS NOT NULL
GROUP BY session_id, service, instance, role
ORDER BY role DESC, service, instance
LIMIT 100
