-- How many rows percentiles would be made of.
SELECT count(*) AS rows FROM operations WHERE time >= :from AND time < :to
