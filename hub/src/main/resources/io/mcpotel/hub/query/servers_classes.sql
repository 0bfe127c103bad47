-- Percentiles of each server, of classes of durations. Each is 1 % wide, and its middle is what is
-- answered. So they need no memory for each call, and are within 0.5 %.
WITH
classes AS (
  SELECT
    service,
    instance,
    floor(ln(greatest(CAST(duration AS DOUBLE), 0.000000001)) * 100) AS class,
    count(*) AS calls
  FROM operations
  WHERE role = 'server' AND direction = 'receive' AND duration IS NOT NULL
    AND time >= :from AND time < :to
    AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
    AND (CAST(:instance AS VARCHAR) IS NULL OR instance = :instance)
  GROUP BY 1, 2, 3
),
running AS (
  SELECT
    service, instance,
    class,
    sum(calls) OVER (PARTITION BY service, instance ORDER BY class) AS up_to,
    sum(calls) OVER (PARTITION BY service, instance) AS all_calls
  FROM classes
)
SELECT
  service, instance,
  exp((min(CASE WHEN up_to >= 0.5 * all_calls THEN class END) + 0.5) / 100) AS p50,
  exp((min(CASE WHEN up_to >= 0.95 * all_calls THEN class END) + 0.5) / 100) AS p95,
  exp((min(CASE WHEN up_to >= 0.99 * all_calls THEN class END) + 0.5) / 100) AS p99
FROM running
GROUP BY service, instance
