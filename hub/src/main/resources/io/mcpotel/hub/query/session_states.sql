-- What became of one session, in order.
SELECT
  time, 'session' AS kind, service, instance, role, CAST(NULL AS VARCHAR) AS direction,
  CAST(NULL AS VARCHAR) AS method, duration * 1000 AS duration_ms, trace_id, span_id, state,
  close_reason, attributes
FROM sessions
WHERE session_id = :session_id
  AND (CAST(:since AS TIMESTAMP) IS NULL OR time >= :since)
  AND (CAST(:until AS TIMESTAMP) IS NULL OR time < :until)
ORDER BY time, id
LIMIT 10001
