-- The tools whose records say that they are there, and when their descriptions changed last.
SELECT
  service,
  tool,
  max(CASE WHEN json_extract_string(attributes, '$."mcp.catalog.change"') = 'description'
    THEN time END) AS description_changed,
  arg_max(json_extract_string(attributes, '$."mcp.catalog.change"'), time) AS last_change
FROM events
WHERE name = 'mcp.catalog' AND role = 'server' AND tool IS NOT NULL AND time < :to
  AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
  AND (CAST(:tool AS VARCHAR) IS NULL OR tool = :tool)
GROUP BY service, tool
