-- The two sides of one session, the server's first.
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
  min(CASE WHEN state = 'opened' THEN time END) AS opened,
  max(CASE WHEN state = 'closed' THEN time END) AS closed,
  max(close_reason) AS end_reason,
  max(operations) AS calls,
  max(errors) AS errors,
  max(CASE WHEN state = 'initialized' THEN attributes END) AS attributes
FROM sessions
WHERE session_id = :session_id
GROUP BY session_id, service, instance, role
ORDER BY role DESC, service, instance
LIMIT 100
