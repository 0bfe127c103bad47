-- The fleet: one row for each instance of a service that spoke as an MCP server, or was reported. Its
-- percentiles are put in.
WITH operated AS (
  SELECT
    service, instance, direction, calls, errors,
    last_time, last_received,
    server_name, server_version, service_version, agent_version, transport
  FROM calls_by_hour
  WHERE role = 'server' AND time >= :hours_from AND time < :hours_to
  UNION ALL
  SELECT
    service, instance, direction, calls, errors,
    last_time, last_received,
    server_name, server_version, service_version, agent_version, transport
  FROM single_calls
  WHERE role = 'server'
    AND (time >= :from AND time < :hours_from OR time >= :hours_to AND time < :to)
),
heard AS (
  SELECT service, instance, max(received) AS last_heard
  FROM (
    SELECT service, instance, last_received AS received FROM operated
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
    CAST(sum(calls) AS BIGINT) AS calls,
    CAST(sum(errors) AS BIGINT) AS errors,
    arg_max(server_name, last_time) AS server_name,
    arg_max(server_version, last_time) AS server_version,
    arg_max(service_version, last_time) AS service_version,
    arg_max(agent_version, last_time) AS agent_version,
    arg_max(transport, last_time) AS transport
  FROM operated
  WHERE direction = 'receive'
  GROUP BY service, instance
),
opened AS (
  SELECT service, instance, count(*) AS sessions
  FROM sessions
  WHERE role = 'server' AND state = 'opened' AND time >= :from AND time < :to
  GROUP BY service, instance
),
refused AS (
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
  CAST(NULL AS DOUBLE) AS p50_ms,
  CAST(NULL AS DOUBLE) AS p95_ms,
  CAST(NULL AS DOUBLE) AS p99_ms,
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
LEFT JOIN refused
  ON refused.service = heard.service AND refused.instance = heard.instance
ORDER BY heard.service, heard.instance
