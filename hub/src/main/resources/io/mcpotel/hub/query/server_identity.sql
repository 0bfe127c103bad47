-- What an instance says it is, as it said it last.
SELECT attributes
FROM resources
WHERE service = :service AND instance = :instance
ORDER BY time DESC
LIMIT 1
