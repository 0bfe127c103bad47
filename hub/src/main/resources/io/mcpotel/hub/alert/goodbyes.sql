-- Servers whose process has ended as it should: their last session says so.
SELECT service, instance, max(received) AS ended
FROM sessions
WHERE role = 'server' AND state = 'closed' AND close_reason IN ('shutdown', 'end_of_input')
  AND received >= :from AND received <= :to AND time >= :earliest AND time < :latest
GROUP BY service, instance
LIMIT 10000
