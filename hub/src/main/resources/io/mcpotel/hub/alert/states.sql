-- The states that servers exported, in the order in which they came.
SELECT
  service,
  instance,
  received,
  json_extract_string(attributes, '$."mcp.server.state"') AS state
FROM points
WHERE metric = 'mcp.server.state' AND value = 1
  AND received >= :from AND received <= :to AND time >= :earliest AND time < :latest
ORDER BY received, time
LIMIT 10000
