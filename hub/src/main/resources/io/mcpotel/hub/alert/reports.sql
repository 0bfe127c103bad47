-- Reports of servers, in the order in which they came.
SELECT
  server_id,
  service,
  instance,
  received,
  state,
  reason,
  json_extract_string(attributes, '$.server.name') AS server,
  TRY_CAST(json_extract_string(attributes, '$.interval_seconds') AS DOUBLE) AS interval_seconds,
  TRY_CAST(json_extract_string(attributes, '$.final') AS BOOLEAN) AS final,
  TRY_CAST(json_extract_string(attributes, '$.probe.failures') AS BIGINT) AS failures
FROM reports
WHERE received >= :from AND received <= :to AND time >= :earliest AND time < :latest
ORDER BY received, time
LIMIT 10000
