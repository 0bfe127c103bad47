-- How many operations came in, of all servers.
SELECT count(*) AS requests
FROM operations
WHERE received >= :from AND received <= :to AND time >= :earliest AND time < :latest
