-- A store as hubs of schema version 1 made it: one table of each kind, for all days.
CREATE TABLE schema_version (version INTEGER);
INSERT INTO schema_version VALUES (1);
CREATE TABLE operations (
  id BIGINT, time TIMESTAMP, received TIMESTAMP, service VARCHAR, instance VARCHAR, resource_id
  BIGINT, trace_id VARCHAR, span_id VARCHAR, session_id VARCHAR, role VARCHAR, direction
  VARCHAR, method VARCHAR, tool VARCHAR, prompt VARCHAR, resource_uri VARCHAR, request_id
  VARCHAR, protocol_version VARCHAR, client_name VARCHAR, client_version VARCHAR, server_name
  VARCHAR, server_version VARCHAR, transport VARCHAR, outcome VARCHAR, error_type VARCHAR,
  severity VARCHAR, duration DOUBLE, handler_wait DOUBLE, request_size BIGINT, response_size
  BIGINT, service_version VARCHAR, agent_version VARCHAR, attributes VARCHAR
);
CREATE TABLE spans (
  id BIGINT, time TIMESTAMP, received TIMESTAMP, service VARCHAR, instance VARCHAR, resource_id
  BIGINT, trace_id VARCHAR, span_id VARCHAR, parent_span_id VARCHAR, name VARCHAR, kind VARCHAR,
  status VARCHAR, status_message VARCHAR, session_id VARCHAR, method VARCHAR, tool VARCHAR,
  error_type VARCHAR, scope VARCHAR, duration DOUBLE, events VARCHAR, links VARCHAR, attributes
  VARCHAR
);
CREATE TABLE sessions (
  id BIGINT, time TIMESTAMP, received TIMESTAMP, service VARCHAR, instance VARCHAR, resource_id
  BIGINT, trace_id VARCHAR, span_id VARCHAR, session_id VARCHAR, role VARCHAR, state VARCHAR,
  protocol_version VARCHAR, client_name VARCHAR, client_version VARCHAR, server_name VARCHAR,
  server_version VARCHAR, transport VARCHAR, close_reason VARCHAR, duration DOUBLE, operations
  BIGINT, errors BIGINT, attributes VARCHAR
);
CREATE TABLE messages (
  id BIGINT, time TIMESTAMP, received TIMESTAMP, service VARCHAR, instance VARCHAR, resource_id
  BIGINT, trace_id VARCHAR, span_id VARCHAR, session_id VARCHAR, role VARCHAR, direction
  VARCHAR, method VARCHAR, request_id VARCHAR, rejected VARCHAR, content VARCHAR, size BIGINT,
  attributes VARCHAR
);
CREATE TABLE events (
  id BIGINT, time TIMESTAMP, received TIMESTAMP, service VARCHAR, instance VARCHAR, resource_id
  BIGINT, trace_id VARCHAR, span_id VARCHAR, session_id VARCHAR, role VARCHAR, name VARCHAR,
  severity VARCHAR, method VARCHAR, tool VARCHAR, body VARCHAR, attributes VARCHAR
);
CREATE TABLE points (
  id BIGINT, time TIMESTAMP, received TIMESTAMP, service VARCHAR, instance VARCHAR, resource_id
  BIGINT, metric VARCHAR, kind VARCHAR, unit VARCHAR, value DOUBLE, sum DOUBLE, min DOUBLE, max
  DOUBLE, count BIGINT, temporality VARCHAR, buckets VARCHAR, attributes VARCHAR
);
CREATE TABLE reports (
  id BIGINT, time TIMESTAMP, received TIMESTAMP, service VARCHAR, instance VARCHAR, resource_id
  BIGINT, server_id VARCHAR, state VARCHAR, reason VARCHAR, requests_total BIGINT, errors_total
  BIGINT, active_tools BIGINT, latency_p95_ms DOUBLE, memory_mb DOUBLE, uptime_seconds DOUBLE,
  attributes VARCHAR
);
CREATE TABLE resources (
  id BIGINT, time TIMESTAMP, received TIMESTAMP, service VARCHAR, instance VARCHAR, resource_id
  BIGINT, attributes VARCHAR
);
INSERT INTO operations (id, time, received, service, tool, duration, resource_id)
  SELECT i, TIMESTAMP '2026-11-26 23:00:00' + to_minutes(i), TIMESTAMP '2026-11-26 23:00:30' + to_minutes(i),
    'weather', 'forecast', i / 1000.0, 7
  FROM range(1, 3001) AS numbers (i);
INSERT INTO events (id, time, name) VALUES (3001, TIMESTAMP '2026-11-27 01:00:00', 'mcp.catalog');
INSERT INTO resources (id, time, received, attributes)
  VALUES (7, TIMESTAMP '2026-11-26 23:00:00', TIMESTAMP '2026-11-26 23:00:30', '{"service.name":"weather"}');
