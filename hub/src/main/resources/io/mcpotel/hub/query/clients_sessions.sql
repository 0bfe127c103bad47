-- The sessions of each client.
SELECT
  client_name,
  client_version,
  count(DISTINCT session_id) AS sessions,
  min(time) AS first_seen,
  max(time) AS last_seen
FROM sessions
WHERE role = 'server' AND client_name IS NOT NULL AND time >= :from AND time < :to
  AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
GROUP BY client_name, client_version
