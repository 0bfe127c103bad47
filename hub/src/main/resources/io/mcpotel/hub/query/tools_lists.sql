-- How large the lists of tools are that models read: the largest answer of each service, for a client
-- may get a page of it only.
SELECT service, max(response_size) AS bytes
FROM operations
WHERE role = 'server' AND direction = 'receive' AND method = 'tools/list'
  AND error_type IS NULL AND response_size IS NOT NULL AND time >= :from AND time < :to
  AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
GROUP BY service
ORDER BY service
