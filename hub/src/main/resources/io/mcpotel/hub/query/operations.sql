-- Operations, the last one first. A page goes on after the operation that its cursor names.
SELECT
  id, time, service, instance, trace_id, span_id, session_id, role, direction, method, tool, prompt,
  resource_uri, request_id, protocol_version, client_name, client_version, server_name,
  server_version, transport, outcome, error_type, severity, duration * 1000 AS duration_ms,
  handler_wait * 1000 AS handler_wait_ms, request_size, response_size, service_version,
  agent_version, attributes
FROM operations
WHERE time >= :from AND time < :to
  AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
  AND (CAST(:instance AS VARCHAR) IS NULL OR instance = :instance)
  AND (CAST(:role AS VARCHAR) IS NULL OR role = :role)
  AND (CAST(:direction AS VARCHAR) IS NULL OR direction = :direction)
  AND (CAST(:method AS VARCHAR) IS NULL OR method = :method)
  AND (CAST(:tool AS VARCHAR) IS NULL OR tool = :tool)
  AND (CAST(:session_id AS VARCHAR) IS NULL OR session_id = :session_id)
  AND (CAST(:client_name AS VARCHAR) IS NULL OR client_name = :client_name)
  AND (CAST(:outcome AS VARCHAR) IS NULL OR outcome = :outcome)
  AND (CAST(:error_type AS VARCHAR) IS NULL OR error_type = :error_type)
  AND (CAST(:min_duration_ms AS DOUBLE) IS NULL OR duration * 1000 >= :min_duration_ms)
  AND (CAST(:cursor_time AS TIMESTAMP) IS NULL OR time < :cursor_time
    OR (time = :cursor_time AND id < CAST(:cursor_id AS BIGINT)))
ORDER BY time DESC, id DESC
LIMIT :limit
