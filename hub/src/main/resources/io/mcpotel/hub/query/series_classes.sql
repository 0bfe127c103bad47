-- Percentiles of each step, of classes that are 1 % wide, as those of servers are. What else than the
-- duration they are asked of is put in its place.
WITH calls AS NOT MATERIALIZED (
  SELECT
    time,
    duration,
    CASE CAST(:by AS VARCHAR)
      WHEN 'service' THEN service
      WHEN 'instance' THEN instance
      WHEN 'tool' THEN tool
      WHEN 'method' THEN method
      WHEN 'error_type' THEN error_type
      ELSE ''
    END AS label,
    CASE CAST(:by AS VARCHAR) WHEN 'instance' THEN service ELSE '' END AS label_service
  FROM operations
  WHERE role = 'server' AND direction = 'receive' AND time >= :from AND time < :to
    AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
    AND (CAST(:instance AS VARCHAR) IS NULL OR instance = :instance)
    AND (CAST(:tool AS VARCHAR) IS NULL OR tool = :tool)
    AND (CAST(:method AS VARCHAR) IS NULL OR method = :method)
),
chosen AS (
  SELECT label, label_service
  FROM calls
  WHERE label IS NOT NULL
  GROUP BY label, label_service
  ORDER BY count(*) DESC, label, label_service
  LIMIT 51
),
classes AS (
  SELECT
    CAST(floor(date_diff('second', TIMESTAMP '1970-01-01 00:00:00', time) / CAST(:step AS BIGINT))
      AS BIGINT) * CAST(:step AS BIGINT) AS begins,
    calls.label AS label,
    calls.label_service AS label_service,
    floor(ln(greatest(CAST(duration AS DOUBLE), 0.000000001)) * 100) AS class,
    count(*) AS calls
  FROM calls
  JOIN chosen ON chosen.label = calls.label AND chosen.label_service = calls.label_service
  WHERE duration IS NOT NULL
  GROUP BY 1, 2, 3, 4
),
running AS (
  SELECT
    begins, label, label_service,
    class,
    sum(calls) OVER (PARTITION BY begins, label, label_service ORDER BY class) AS up_to,
    sum(calls) OVER (PARTITION BY begins, label, label_service) AS all_calls
  FROM classes
)
SELECT
  begins AS at,
  label,
  label_service,
  exp((min(CASE WHEN up_to >= 0.5 * all_calls THEN class END) + 0.5) / 100) AS p50,
  exp((min(CASE WHEN up_to >= 0.95 * all_calls THEN class END) + 0.5) / 100) AS p95,
  exp((min(CASE WHEN up_to >= 0.99 * all_calls THEN class END) + 0.5) / 100) AS p99
FROM running
GROUP BY begins, label, label_service
