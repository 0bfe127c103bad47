-- How many operations of each step took how long: into which of 16 classes they fall.
SELECT
  CAST(floor(date_diff('second', TIMESTAMP '1970-01-01 00:00:00', time) / CAST(:step AS BIGINT))
    AS BIGINT) * CAST(:step AS BIGINT) AS at,
  CASE
    WHEN duration <= 0.001 THEN 0
    WHEN duration <= 0.002 THEN 1
    WHEN duration <= 0.005 THEN 2
    WHEN duration <= 0.01 THEN 3
    WHEN duration <= 0.02 THEN 4
    WHEN duration <= 0.05 THEN 5
    WHEN duration <= 0.1 THEN 6
    WHEN duration <= 0.2 THEN 7
    WHEN duration <= 0.5 THEN 8
    WHEN duration <= 1 THEN 9
    WHEN duration <= 2 THEN 10
    WHEN duration <= 5 THEN 11
    WHEN duration <= 10 THEN 12
    WHEN duration <= 30 THEN 13
    WHEN duration <= 60 THEN 14
    ELSE 15
  END AS class,
  count(*) AS calls
FROM operations
WHERE role = 'server' AND direction = 'receive' AND duration IS NOT NULL
  AND time >= :from AND time < :to
  AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
  AND (CAST(:instance AS VARCHAR) IS NULL OR instance = :instance)
  AND (CAST(:tool AS VARCHAR) IS NULL OR tool = :tool)
  AND (CAST(:method AS VARCHAR) IS NULL OR method = :method)
GROUP BY 1, 2
