-- The messages of one session, in order.
SELECT
  time, 'message' AS kind, service, instance, role, direction, method,
  CAST(NULL AS DOUBLE) AS duration_ms, trace_id, span_id, request_id, rejected, size, content,
  attributes
FROM messages
WHERE session_id = :session_id
  AND (CAST(:since AS TIMESTAMP) IS NULL OR time >= :since)
  AND (CAST(:until AS TIMESTAMP) IS NULL OR time < :until)
ORDER BY time, id
LIMIT 10001
