-- What instances reported last, with the tools that they know.
SELECT service, instance, arg_max(attributes, received) AS attributes
FROM reports
WHERE time >= :from AND time < :to
  AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
GROUP BY service, instance
