-- How many calls of a tool took how long, in milliseconds at most.
SELECT
  CASE
    WHEN duration <= 0.001 THEN 1
    WHEN duration <= 0.002 THEN 2
    WHEN duration <= 0.005 THEN 5
    WHEN duration <= 0.01 THEN 10
    WHEN duration <= 0.02 THEN 20
    WHEN duration <= 0.05 THEN 50
    WHEN duration <= 0.1 THEN 100
    WHEN duration <= 0.2 THEN 200
    WHEN duration <= 0.5 THEN 500
    WHEN duration <= 1 THEN 1000
    WHEN duration <= 2 THEN 2000
    WHEN duration <= 5 THEN 5000
    WHEN duration <= 10 THEN 10000
    WHEN duration <= 30 THEN 30000
    WHEN duration <= 60 THEN 60000
  END AS le_ms,
  count(*) AS calls
FROM operations
WHERE role = 'server' AND direction = 'receive' AND method = 'tools/call' AND duration IS NOT NULL
  AND service = :service AND tool = :tool AND time >= :from AND time < :to
GROUP BY 1
