-- Lines of the applications' logs that belong to one trace, the first one first.
SELECT time, service, instance, severity, trace_id, span_id, name, body, attributes
FROM events
WHERE trace_id = :trace_id AND name NOT LIKE 'mcp.%'
ORDER BY time, id
LIMIT 1000
