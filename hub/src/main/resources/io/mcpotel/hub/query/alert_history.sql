-- What began to fire and what was over, the last change first.
SELECT id, time, attributes
FROM events
WHERE name = 'mcp.hub.alert' AND time >= :from AND time < :to
  AND (CAST(:cursor_time AS TIMESTAMP) IS NULL OR time < :cursor_time
    OR (time = :cursor_time AND id < CAST(:cursor_id AS BIGINT)))
ORDER BY time DESC, id DESC
LIMIT :limit
