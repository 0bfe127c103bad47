-- The ten calls of a tool that took longest.
SELECT
  time, service, instance, trace_id, span_id, session_id, method, tool, request_id, client_name,
  client_version, outcome, error_type, duration * 1000 AS duration_ms,
  handler_wait * 1000 AS handler_wait_ms, request_size, response_size, attributes
FROM operations
WHERE role = 'server' AND direction = 'receive' AND method = 'tools/call'
  AND duration IS NOT NULL AND service = :service AND tool = :tool
  AND time >= :from AND time < :to
ORDER BY duration DESC, time
LIMIT 10
