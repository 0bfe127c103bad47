-- The operations of one trace, the first one first. Closed days have them by time and not by trace.
SELECT
  time, service, instance, trace_id, span_id, session_id, role, direction, method, tool, prompt,
  resource_uri, request_id, outcome, error_type, duration * 1000 AS duration_ms, attributes
FROM operations
WHERE trace_id = :trace_id AND time >= :from AND time < :to
ORDER BY time, span_id
LIMIT 10000
