-- Histograms of what calls took beside time. What is cumulative is the last one of the range less
-- the last one before it; what is not, is each one of the range.
SELECT
  service,
  instance,
  metric,
  json_extract_string(attributes, '$."gen_ai.tool.name"') AS tool,
  attributes,
  CASE WHEN time < :from THEN 'before' ELSE 'within' END AS part,
  temporality,
  arg_max(buckets, time) AS buckets
FROM points
WHERE metric IN ('mcp.server.handler.cpu', 'mcp.server.handler.allocated',
    'mcp.server.result.tokens')
  AND kind = 'histogram'
  AND time >= CAST(:from AS TIMESTAMP) - INTERVAL 5 MINUTE AND time < :to
  AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
GROUP BY service, instance, metric, tool, attributes, part, temporality,
  CASE WHEN temporality = 'delta' THEN time END
LIMIT 200000
