-- The calls of one hour and class, as one row.
SELECT
  date_trunc('hour', time) AS time,
  service,
  instance,
  class,
  CAST(sum(calls) AS BIGINT) AS calls
FROM single
GROUP BY ALL
ORDER BY ALL
