-- How a tool failed, the most frequent way first.
SELECT
  error_type,
  count(*) AS count,
  max(time) AS last_time,
  arg_max(trace_id, time) AS last_trace_id
FROM operations
WHERE role = 'server' AND direction = 'receive' AND method = 'tools/call'
  AND error_type IS NOT NULL AND service = :service AND tool = :tool
  AND time >= :from AND time < :to
GROUP BY error_type
ORDER BY count DESC, error_type
LIMIT 100
