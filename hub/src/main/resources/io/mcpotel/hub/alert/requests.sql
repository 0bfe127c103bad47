-- What servers were asked in a window, and how much of it failed. What the client gave up, or what
-- ended with the server, says nothing of how well it works.
SELECT
  {by},
  count(*) AS requests,
  count(error_type) AS errors,
  arg_max(server_name, received) AS server
FROM operations
WHERE role = 'server' AND direction = 'receive' AND method NOT LIKE 'notifications/%'
  AND (error_type IS NULL OR error_type NOT IN
    ('cancelled', 'client_disconnected', 'session_closed', 'shutdown', 'transport_broken'))
  AND received >= :from AND received <= :to AND time >= :earliest AND time < :latest
  AND {match}
GROUP BY {by}
ORDER BY requests DESC, {by}
LIMIT 1000
