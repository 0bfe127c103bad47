-- How many messages servers rejected in each step.
WITH calls AS NOT MATERIALIZED (
  SELECT
    time,
    CASE CAST(:by AS VARCHAR)
      WHEN 'service' THEN service
      WHEN 'instance' THEN instance
      ELSE ''
    END AS label,
    CASE CAST(:by AS VARCHAR) WHEN 'instance' THEN service ELSE '' END AS label_service
  FROM messages
  WHERE role = 'server' AND rejected IS NOT NULL AND time >= :from AND time < :to
    AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
    AND (CAST(:instance AS VARCHAR) IS NULL OR instance = :instance)
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
  count(*) AS calls
FROM calls
JOIN chosen ON chosen.label = calls.label AND chosen.label_service = calls.label_service
GROUP BY 1, 2, 3
