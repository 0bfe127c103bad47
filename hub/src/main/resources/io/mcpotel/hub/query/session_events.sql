-- What else was told of one session, in order.
SELECT
  time, 'event' AS kind, service, instance, role, CAST(NULL AS VARCHAR) AS direction, method,
  CAST(NULL AS DOUBLE) AS duration_ms, trace_id, span_id, name, severity, tool, body, attributes
FROM events
WHERE session_id = :session_id
  AND (CAST(:since AS TIMESTAMP) IS NULL OR time >= :since)
  AND (CAST(:until AS TIMESTAMP) IS NULL OR time < :until)
ORDER BY time, id
LIMIT 10001
