-- The fleet: one row for each instance of a service that spoke as an MCP server, or was reported.
WITH heard AS (
  SELECT service, instance, max(received) AS last_heard
  FROM (
    SELECT service, instance, received FROM operations
    WHERE role = 'server' AND time >= :from AND time < :to
    UNION ALL
    SELECT service, instance, received FROM sessions
    WHERE role = 'server' AND time >= :from AND time < :to
    UNION ALL
    SELECT service, instance, received FROM messages
    WHERE role = 'server' AND time >= :from AND time < :to
    UNION ALL
    SELECT service, instance, received FROM events
    WHERE role = 'server' AND time >= :from AND time < :to
    UNION ALL
    SELECT service, instance, received FROM points
    -- A client has others of mcp.server too: it serves what servers ask of it.
    WHERE metric IN ('mcp.server.state', 'mcp.server.active_sessions') AND time >= :from AND time < :to
    UNION ALL
    SELECT service, instance, received FROM reports
    WHERE time >= :from AND time < :to
  ) AS said
  WHERE (CAST(:service AS VARCHAR) IS NULL OR service = :service)
    AND (CAST(:instance AS VARCHAR) IS NULL OR instance = :instance)
  GROUP BY service, instance
),
called AS (
  SELECT
    service,
    instance,
    count(*) AS calls,
    count(error_type) AS errors,
    quantile_cont(duration, 0.5) * 1000 AS p50_ms,
    quantile_cont(duration, 0.95) * 1000 AS p95_ms,
    quantile_cont(duration, 0.99) * 1000 AS p99_ms,
    arg_max(server_name, time) AS server_name,
    arg_max(server_version, time) AS server_version,
    arg_max(service_version, time) AS service_version,
    arg_max(agent_version, time) AS agent_version,
    arg_max(transport, time) AS transport
  FROM operations
  WHERE role = 'server' AND direction = 'receive' AND time >= :from AND time < :to
  GROUP BY service, instance
),
opened AS (
  SELECT service, instance, count(*) AS sessions
  FROM sessions
  WHERE role = 'server' AND state = 'opened' AND time >= :from AND time < :to
  GROUP BY service, instance
),
turned_away AS (
  SELECT service, instance, count(*) AS rejected
  FROM messages
  WHERE role = 'server' AND rejected IS NOT NULL AND time >= :from AND time < :to
  GROUP BY service, instance
)
SELECT
  heard.service AS service,
  heard.instance AS instance,
  coalesce(calls, 0) AS calls,
  coalesce(errors, 0) AS errors,
  p50_ms,
  p95_ms,
  p99_ms,
  coalesce(sessions, 0) AS sessions,
  coalesce(rejected, 0) AS rejected,
  last_heard,
  transport,
  server_name,
  server_version,
  service_version,
  agent_version
FROM heard
LEFT JOIN called ON called.service = heard.service AND called.instance = heard.instance
LEFT JOIN opened ON opened.service = heard.service AND opened.instance = heard.instance
LEFT JOIN turned_away
  ON turned_away.service = heard.service AND turned_away.instance = heard.instance
ORDER BY heard.service, heard.instance
