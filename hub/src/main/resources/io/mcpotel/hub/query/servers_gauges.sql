-- What each instance exported last. A gauge with several attributes is summed: its points of one
-- export have one time.
SELECT
  service,
  instance,
  metric,
  count(*) AS exports,
  min(received) AS first_received,
  max(received) AS last_received,
  max(time) AS time,
  arg_max(total, time) AS total,
  arg_max(largest, time) AS largest,
  arg_max(state, time) AS state
FROM (
  SELECT
    service,
    instance,
    metric,
    time,
    max(received) AS received,
    sum(value) AS total,
    max(value) AS largest,
    max(CASE WHEN metric = 'mcp.server.state' AND value = 1
      THEN json_extract_string(attributes, '$."mcp.server.state"') END) AS state
  FROM points
  WHERE metric IN ('mcp.server.state', 'mcp.server.active_sessions', 'mcp.server.active_requests',
      'mcp.server.oldest_request.age', 'jvm.memory.used', 'jvm.cpu.recent_utilization',
      'process.uptime')
    AND time >= :from AND time < :to
    AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
    AND (CAST(:instance AS VARCHAR) IS NULL OR instance = :instance)
  GROUP BY service, instance, metric, time
) AS collected
GROUP BY service, instance, metric
