-- Where each instance runs, as it said it last. What somebody is, is kept once a day.
SELECT
  service,
  instance,
  arg_max(coalesce(
    json_extract_string(attributes, '$."host.name"'),
    json_extract_string(attributes, '$."k8s.node.name"'),
    json_extract_string(attributes, '$."k8s.pod.name"')), time) AS host
FROM resources
WHERE time >= CAST(:from AS TIMESTAMP) - INTERVAL 1 DAY
  AND (CAST(:service AS VARCHAR) IS NULL OR service = :service)
  AND (CAST(:instance AS VARCHAR) IS NULL OR instance = :instance)
GROUP BY service, instance
