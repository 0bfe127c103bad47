-- How many rows there are, and since when.
SELECT 'operations' AS name, count(*) AS rows, min(time) AS oldest FROM operations
UNION ALL SELECT 'spans', count(*), min(time) FROM spans
UNION ALL SELECT 'sessions', count(*), min(time) FROM sessions
UNION ALL SELECT 'messages', count(*), min(time) FROM messages
UNION ALL SELECT 'events', count(*), min(time) FROM events
UNION ALL SELECT 'points', count(*), min(time) FROM points
UNION ALL SELECT 'reports', count(*), min(time) FROM reports
