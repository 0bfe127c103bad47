-- The spans of one session that are no operations, in order.
SELECT
  time, 'span' AS kind, service, instance, CAST(NULL AS VARCHAR) AS role,
  CAST(NULL AS VARCHAR) AS direction, method, duration * 1000 AS duration_ms, trace_id, span_id,
  parent_span_id, name, kind AS span_kind, status, status_message, tool, error_type, attributes
FROM spans
WHERE session_id = :session_id
  AND (CAST(:since AS TIMESTAMP) IS NULL OR time >= :since)
  AND (CAST(:until AS TIMESTAMP) IS NULL OR time < :until)
  AND (method IS NULL OR kind NOT IN ('server', 'client'))
ORDER BY time, id
LIMIT 10001
