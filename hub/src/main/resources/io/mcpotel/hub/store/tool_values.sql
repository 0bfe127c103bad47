-- The class of each value that is known of a tool's call. A class is 1 % wide.
SELECT
  time,
  service,
  tool,
  'duration' AS measure,
  floor(ln(greatest(CAST(duration AS DOUBLE), 0.000000001)) * 100) AS class,
  1 AS calls
FROM operations
WHERE role = 'server' AND direction = 'receive' AND method = 'tools/call' AND tool IS NOT NULL
  AND duration IS NOT NULL
UNION ALL
SELECT
  time,
  service,
  tool,
  'handler_wait' AS measure,
  floor(ln(greatest(CAST(handler_wait AS DOUBLE), 0.000000001)) * 100) AS class,
  1 AS calls
FROM operations
WHERE role = 'server' AND direction = 'receive' AND method = 'tools/call' AND tool IS NOT NULL
  AND handler_wait IS NOT NULL
UNION ALL
SELECT
  time,
  service,
  tool,
  'response_size' AS measure,
  floor(ln(greatest(CAST(response_size AS DOUBLE), 0.000000001)) * 100) AS class,
  1 AS calls
FROM operations
WHERE role = 'server' AND direction = 'receive' AND method = 'tools/call' AND tool IS NOT NULL
  AND response_size IS NOT NULL
