-- Sessions of which something is on record in the range, the one that was seen last first. When they
-- were opened is looked up in the day before it, too. Where an instance has no records of sessions,
-- they are those that its operations name; what has no id is one session of its instance.
WITH recorded AS (
  SELECT
    min(id) AS id,
    service,
    instance,
    role,
    session_id,
    min(CASE WHEN time >= :from THEN time END) AS time,
    max(client_name) AS client_name,
    max(client_version) AS client_version,
    max(server_name) AS server_name,
    max(server_version) AS server_version,
    max(protocol_version) AS protocol_version,
    max(transport) AS transport,
    min(CASE WHEN state = 'opened' THEN time END) AS opened,
    max(CASE WHEN state = 'closed' THEN time END) AS closed,
    max(close_reason) AS end_reason,
    max(operations) AS operations,
    max(errors) AS errors,
    max(CASE WHEN state = 'initialized' THEN attributes END) AS attributes
  FROM sessions
  WHERE time >= CAST(:from AS TIMESTAMP) - INTERVAL 1 DAY AND time < :to
  GROUP BY service, instance, role, session_id
),
named AS (
  SELECT
    min(id) AS id,
    service,
    instance,
    role,
    session_id,
    min(time) AS time,
    max(client_name) AS client_name,
    max(client_version) AS client_version,
    max(server_name) AS server_name,
    max(server_version) AS server_version,
    max(protocol_version) AS protocol_version,
    max(transport) AS transport,
    CAST(NULL AS TIMESTAMP) AS opened,
    CAST(NULL AS TIMESTAMP) AS closed,
    CAST(NULL AS VARCHAR) AS end_reason,
    CAST(NULL AS BIGINT) AS operations,
    CAST(NULL AS BIGINT) AS errors,
    CAST(NULL AS VARCHAR) AS attributes
  FROM operations
  WHERE time >= :from AND time < :to AND session_id IS NOT NULL AND role IS NOT NULL
    AND (service, instance) NOT IN (SELECT DISTINCT service, instance FROM recorded)
  GROUP BY service, instance, role, session_id
),
page AS (
  SELECT *
  FROM (SELECT * FROM recorded WHERE time IS NOT NULL UNION ALL SELECT * FROM named) AS known
  WHERE (CAST(:service AS VARCHAR) IS NULL OR service = :service)
    AND (CAST(:instance AS VARCHAR) IS NULL OR instance = :instance)
    AND (CAST(:client_name AS VARCHAR) IS NULL OR client_name = :client_name)
    AND (CAST(:session_id AS VARCHAR) IS NULL OR session_id = :session_id)
    AND (CAST(:state AS VARCHAR) IS NULL
      OR CASE WHEN closed IS NULL THEN 'open' ELSE 'closed' END = :state)
    AND (CAST(:cursor_time AS TIMESTAMP) IS NULL OR time < :cursor_time
      OR (time = :cursor_time AND id < CAST(:cursor_id AS BIGINT)))
  ORDER BY time DESC, id DESC
  LIMIT :limit
),
called AS (
  SELECT
    service,
    instance,
    role,
    session_id,
    CAST(count(*) AS BIGINT) AS calls,
    CAST(count(error_type) AS BIGINT) AS errors
  FROM operations
  WHERE time >= CAST(:from AS TIMESTAMP) - INTERVAL 1 DAY AND time < :to
    AND session_id IN (SELECT session_id FROM page)
  GROUP BY service, instance, role, session_id
)
SELECT
  page.id AS id,
  page.session_id AS session_id,
  page.service AS service,
  page.instance AS instance,
  page.role AS role,
  client_name,
  client_version,
  server_name,
  server_version,
  protocol_version,
  transport,
  page.time AS time,
  opened,
  closed,
  end_reason,
  coalesce(operations, called.calls, 0) AS calls,
  coalesce(page.errors, called.errors, 0) AS errors,
  page.attributes AS attributes
FROM page
LEFT JOIN called ON called.session_id = page.session_id AND called.service = page.service
  AND called.instance = page.instance AND called.role = page.role
ORDER BY page.time DESC, page.id DESC
