-- Messages that were rejected in a window.
SELECT
  {by},
  count(*) AS found,
  arg_max(rejected, received) AS detail
FROM messages
WHERE rejected IS NOT NULL AND role = 'server'
  AND received >= :from AND received <= :to AND time >= :earliest AND time < :latest
  AND {match}
GROUP BY {by}
ORDER BY found DESC, {by}
LIMIT 1000
