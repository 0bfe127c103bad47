-- Who sends how much of what, and how much later than it happened it came: the least of that is
-- nearly the difference of the two clocks.
SELECT
  service,
  instance,
  max(agent_version) AS agent_version,
  sum(spans) AS spans,
  sum(records) AS records,
  sum(points) AS points,
  sum(reports) AS reports,
  max(last_heard) AS last_heard,
  min(late_ms) / 1000.0 AS clock_skew_seconds
FROM (
  SELECT
    service, instance, CAST(NULL AS VARCHAR) AS agent_version, count(*) AS spans, 0 AS records,
    0 AS points, 0 AS reports, max(received) AS last_heard,
    CAST(NULL AS BIGINT) AS late_ms
  FROM spans WHERE time >= :from AND time < :to GROUP BY service, instance
  UNION ALL
  SELECT
    service, instance, arg_max(agent_version, time), 0, count(*), 0, 0, max(received),
    min(date_diff('millisecond', time, received))
  FROM operations
  WHERE time >= :from AND time < :to AND agent_version IS NOT NULL
  GROUP BY service, instance
  UNION ALL
  SELECT service, instance, NULL, 0, count(*), 0, 0, max(received), NULL
  FROM sessions WHERE time >= :from AND time < :to GROUP BY service, instance
  UNION ALL
  SELECT service, instance, NULL, 0, count(*), 0, 0, max(received), NULL
  FROM messages WHERE time >= :from AND time < :to GROUP BY service, instance
  UNION ALL
  SELECT service, instance, NULL, 0, count(*), 0, 0, max(received), NULL
  FROM events WHERE time >= :from AND time < :to GROUP BY service, instance
  UNION ALL
  SELECT
    service, instance, NULL, 0, 0, count(*), 0, max(received),
    min(date_diff('millisecond', time, received))
  FROM points WHERE time >= :from AND time < :to GROUP BY service, instance
  UNION ALL
  SELECT
    service, instance, NULL, 0, 0, 0, count(*), max(received),
    min(date_diff('millisecond', time, received))
  FROM reports WHERE time >= :from AND time < :to GROUP BY service, instance
) AS sent
GROUP BY service, instance
ORDER BY service, instance
