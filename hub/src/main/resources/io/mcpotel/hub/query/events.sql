-- What was told beside the calls, the last of it first: records of stuck requests, tools that
-- changed, dead transports, alerts and commands, health, and messages that were rejected.
SELECT *
FROM (
  SELECT
    id, time,
    CASE name
      WHEN 'mcp.stuck' THEN 'stuck'
      WHEN 'mcp.catalog' THEN 'catalog'
      WHEN 'mcp.transport' THEN 'transport'
      WHEN 'mcp.alert' THEN 'alert'
      WHEN 'mcp.hub.alert' THEN 'alert'
      WHEN 'mcp.hub.command' THEN 'command'
      ELSE 'health'
    END AS type,
    service, instance, role, severity, body AS summary, session_id, trace_id, method, tool,
    attributes
  FROM events
  WHERE name IN ('mcp.stuck', 'mcp.catalog', 'mcp.transport', 'mcp.alert', 'mcp.hub.alert',
    'mcp.hub.command', 'mcp.health')
    AND time >= :from AND time < :to
  UNION ALL
  SELECT
    id, time, 'rejected' AS type, service, instance, role, 'WARN' AS severity, rejected AS summary,
    session_id, trace_id, method, CAST(NULL AS VARCHAR) AS tool, attributes
  FROM messages
  WHERE rejected IS NOT NULL AND time >= :from AND time < :to
) AS told
WHERE (CAST(:type AS VARCHAR) IS NULL OR type = :type)
  AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
  AND (CAST(:instance AS VARCHAR) IS NULL OR instance = :instance)
  AND (CAST(:cursor_time AS TIMESTAMP) IS NULL OR time < :cursor_time
    OR (time = :cursor_time AND id < CAST(:cursor_id AS BIGINT)))
ORDER BY time DESC, id DESC
LIMIT :limit
