-- A percentile of each step, of the labels with the most calls. Which one of what is put in by the
-- metric, in the place of the duration's 95th.
WITH calls AS NOT MATERIALIZED (
  SELECT
    time,
    duration,
    handler_wait,
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
)
SELECT
  CAST(floor(date_diff('second', TIMESTAMP '1970-01-01 00:00:00', time) / CAST(:step AS BIGINT))
    AS BIGINT) * CAST(:step AS BIGINT) AS at,
  calls.label AS label,
  calls.label_service AS label_service,
  count(*) AS calls,
  quantile_cont(duration, 0.95) * 1000 AS value
FROM calls
JOIN chosen ON chosen.label = calls.label AND chosen.label_service = calls.label_service
GROUP BY 1, 2, 3
