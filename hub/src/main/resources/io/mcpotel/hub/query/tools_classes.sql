-- Percentiles of each tool, of classes that are 1 % wide, as those of servers are. What else than the
-- duration they are asked of is put in its place.
WITH
classes AS (
  SELECT service, tool, class, sum(calls) AS calls
  FROM (
    SELECT service, tool, class, calls
    FROM tool_values_by_day
    WHERE time >= :days_from AND time < :days_to
      AND measure = 'duration'
      AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
      AND (CAST(:tool AS VARCHAR) IS NULL OR tool = :tool)
    UNION ALL
    SELECT service, tool, class, calls
    FROM tool_values_by_hour
    WHERE (time >= :hours_from AND time < :days_from
        OR time >= :days_to AND time < :hours_to)
      AND measure = 'duration'
      AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
      AND (CAST(:tool AS VARCHAR) IS NULL OR tool = :tool)
    UNION ALL
    SELECT service, tool, class, calls
    FROM single_tool_values
    WHERE (time >= :from AND time < :hours_from OR time >= :hours_to AND time < :to)
      AND measure = 'duration'
      AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
      AND (CAST(:tool AS VARCHAR) IS NULL OR tool = :tool)
  ) AS counted
  GROUP BY 1, 2, 3
),
running AS (
  SELECT
    service, tool,
    class,
    sum(calls) OVER (PARTITION BY service, tool ORDER BY class) AS up_to,
    sum(calls) OVER (PARTITION BY service, tool) AS all_calls
  FROM classes
)
SELECT
  service, tool,
  exp((min(CASE WHEN up_to >= 0.5 * all_calls THEN class END) + 0.5) / 100) AS p50,
  exp((min(CASE WHEN up_to >= 0.95 * all_calls THEN class END) + 0.5) / 100) AS p95,
  exp((min(CASE WHEN up_to >= 0.99 * all_calls THEN class END) + 0.5) / 100) AS p99
FROM running
GROUP BY service, tool
