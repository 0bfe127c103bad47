-- What was rejected of each client; of most of it nobody knows whose it was.
SELECT
  json_extract_string(attributes, '$."mcp.client.name"') AS client_name,
  json_extract_string(attributes, '$."mcp.client.version"') AS client_version,
  rejected,
  count(*) AS messages,
  min(time) AS first_seen,
  max(time) AS last_seen
FROM messages
WHERE role = 'server' AND rejected IS NOT NULL AND time >= :from AND time < :to
  AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3
