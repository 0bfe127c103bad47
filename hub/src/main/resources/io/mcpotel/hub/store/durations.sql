-- The class of the duration of each call that a server received. A class is 1 % wide.
SELECT
  time,
  service,
  instance,
  floor(ln(greatest(CAST(duration AS DOUBLE), 0.000000001)) * 100) AS class,
  1 AS calls
FROM operations
WHERE role = 'server' AND direction = 'receive' AND duration IS NOT NULL
