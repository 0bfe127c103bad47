-- How large the lists of tools are that models read: the largest answer of each service, for a client
-- may get a page of it only.
SELECT service, max(largest_response) AS bytes
FROM (
  SELECT service, largest_response
  FROM calls_by_hour
  WHERE time >= :hours_from AND time < :hours_to
    AND role = 'server' AND direction = 'receive' AND method = 'tools/list'
    AND largest_response IS NOT NULL
    AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
  UNION ALL
  SELECT service, largest_response
  FROM single_calls
  WHERE (time >= :from AND time < :hours_from OR time >= :hours_to AND time < :to)
    AND role = 'server' AND direction = 'receive' AND method = 'tools/list'
    AND largest_response IS NOT NULL
    AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
) AS listed
GROUP BY service
ORDER BY service
