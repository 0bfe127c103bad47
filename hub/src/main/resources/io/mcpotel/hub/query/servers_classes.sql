-- Percentiles of each server, of classes of durations. Each is 1 % wide, and its middle is what is
-- answered. So they need no memory for each call, and are within 0.5 %.
WITH
classes AS (
  SELECT service, instance, class, sum(calls) AS calls
  FROM (
    SELECT service, instance, class, calls
    FROM durations_by_day
    WHERE time >= :days_from AND time < :days_to
      AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
      AND (CAST(:instance AS VARCHAR) IS NULL OR instance = :instance)
    UNION ALL
    SELECT service, instance, class, calls
    FROM durations_by_hour
    WHERE (time >= :hours_from AND time < :days_from
        OR time >= :days_to AND time < :hours_to)
      AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
      AND (CAST(:instance AS VARCHAR) IS NULL OR instance = :instance)
    UNION ALL
    SELECT service, instance, class, calls
    FROM single_durations
    WHERE (time >= :from AND time < :hours_from OR time >= :hours_to AND time < :to)
      AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
      AND (CAST(:instance AS VARCHAR) IS NULL OR instance = :instance)
  ) AS counted
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
