-- The operations of one session, in order.
SELECT
  time, 'operation' AS kind, service, instance, role, direction, method, duration * 1000 AS duration_ms,
  trace_id, span_id, request_id, tool, prompt, resource_uri, outcome, error_type,
  handler_wait * 1000 AS handler_wait_ms, request_size, response_size, attributes
FROM operations
WHERE session_id = :session_id
  AND (CAST(:since AS TIMESTAMP) IS NULL OR time >= :since)
  AND (CAST(:until AS TIMESTAMP) IS NULL OR time < :until)
ORDER BY time, id
LIMIT 10001
