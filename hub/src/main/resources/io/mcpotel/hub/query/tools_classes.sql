-- Percentiles of each tool, of classes that are 1 % wide, as those of servers are. What else than the
-- duration they are asked of is put in its place.
WITH
classes AS (
  SELECT
    service,
    tool,
    floor(ln(greatest(CAST(duration AS DOUBLE), 0.000000001)) * 100) AS class,
    count(*) AS calls
  FROM operations
  WHERE role = 'server' AND direction = 'receive' AND method = 'tools/call' AND tool IS NOT NULL
    AND duration IS NOT NULL AND time >= :from AND time < :to
    AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
    AND (CAST(:tool AS VARCHAR) IS NULL OR tool = :tool)
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
