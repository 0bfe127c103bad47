-- The calls of one hour that are alike, as one row.
SELECT
  date_trunc('hour', time) AS time,
  role,
  direction,
  service,
  instance,
  method,
  tool,
  client_name,
  CAST(sum(calls) AS BIGINT) AS calls,
  CAST(sum(errors) AS BIGINT) AS errors,
  max(largest_response) AS largest_response,
  max(last_time) AS last_time,
  max(last_received) AS last_received,
  arg_max(server_name, last_time) AS server_name,
  arg_max(server_version, last_time) AS server_version,
  arg_max(service_version, last_time) AS service_version,
  arg_max(agent_version, last_time) AS agent_version,
  arg_max(transport, last_time) AS transport
FROM single
GROUP BY ALL
ORDER BY ALL
