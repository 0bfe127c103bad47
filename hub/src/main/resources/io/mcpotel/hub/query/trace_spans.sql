-- The spans of one trace, the first one first.
SELECT
  time, service, instance, trace_id, span_id, parent_span_id, name, kind, status, status_message,
  session_id, method, tool, error_type, scope, duration * 1000 AS duration_ms, events, links,
  attributes
FROM spans
WHERE trace_id = :trace_id
ORDER BY time, span_id
LIMIT 10000
