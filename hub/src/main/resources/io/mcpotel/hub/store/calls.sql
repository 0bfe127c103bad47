-- Each operation as one call.
SELECT
  time,
  role,
  direction,
  service,
  instance,
  method,
  tool,
  client_name,
  1 AS calls,
  CASE WHEN error_type IS NULL THEN 0 ELSE 1 END AS errors,
  CASE WHEN error_type IS NULL THEN response_size END AS largest_response,
  time AS last_time,
  received AS last_received,
  server_name,
  server_version,
  service_version,
  agent_version,
  transport
FROM operations
