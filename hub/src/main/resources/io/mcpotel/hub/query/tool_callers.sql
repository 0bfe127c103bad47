-- Which clients call a tool, the one that calls most first.
SELECT
  client_name,
  client_version,
  count(*) AS calls,
  count(error_type) AS errors,
  max(time) AS last_called
FROM operations
WHERE role = 'server' AND direction = 'receive' AND method = 'tools/call'
  AND service = :service AND tool = :tool AND time >= :from AND time < :to
GROUP BY client_name, client_version
ORDER BY calls DESC, client_name, client_version
LIMIT 100
