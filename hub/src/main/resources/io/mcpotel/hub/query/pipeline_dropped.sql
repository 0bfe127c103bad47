-- What agents say that they lost, by what it was; counters, which begin with their processes.
SELECT service, instance, signal, sum(value) AS dropped
FROM (
  SELECT
    service,
    instance,
    coalesce(json_extract_string(attributes, '$."mcp.signal"'), 'other') AS signal,
    attributes,
    max(value) AS value
  FROM points
  WHERE metric = 'mcp.agent.dropped' AND time >= :from AND time < :to
  GROUP BY service, instance, signal, attributes
) AS counted
GROUP BY service, instance, signal
HAVING sum(value) > 0
ORDER BY service, instance, signal
