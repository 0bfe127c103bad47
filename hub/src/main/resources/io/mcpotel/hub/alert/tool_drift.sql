-- Tools that became otherwise than they were when they were shown.
SELECT
  {by},
  count(*) AS found,
  arg_max(json_extract_string(attributes, '$."mcp.catalog.change"'), received) AS detail
FROM events
WHERE name = 'mcp.catalog'
  AND json_extract_string(attributes, '$."mcp.catalog.change"') NOT IN ('added', 'removed')
  AND received >= :from AND received <= :to AND time >= :earliest AND time < :latest
  AND {match}
GROUP BY {by}
ORDER BY found DESC, {by}
LIMIT 1000
