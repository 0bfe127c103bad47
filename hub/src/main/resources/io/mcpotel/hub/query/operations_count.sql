-- How many rows percentiles would be made of.
SELECT coalesce(CAST(sum(calls) AS BIGINT), 0) AS rows
FROM (
  SELECT calls
  FROM calls_by_hour
  WHERE time >= :hours_from AND time < :hours_to
  UNION ALL
  SELECT calls
  FROM single_calls
  WHERE (time >= :from AND time < :hours_from OR time >= :hours_to AND time < :to)
) AS counted
