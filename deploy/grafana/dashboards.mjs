// SPDX-License-Identifier: Apache-2.0
// Makes the dashboards beside it: node dashboards.mjs [FOLDER]
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SERVICE = 'job=~"$service"';
const INSTANCE = `${SERVICE},instance=~"$instance"`;
const TOOL = `${INSTANCE},gen_ai_tool_name=~"$tool"`;
const CALLS = 'mcp_server_operation_duration_seconds';
const SENT = 'mcp_client_operation_duration_seconds';
const PROMETHEUS = { type: 'prometheus', uid: '${datasource}' };
const LOKI = { type: 'loki', uid: '${logs}' };

// What is asked of Prometheus.
const rate = (counter, which) => `rate(${counter}{${which}}[$__rate_interval])`;
const perSecond = (counter, which, by) => `sum by (${by}) (${rate(counter, which)})`;
const quantile = (q, histogram, which, by) =>
  `histogram_quantile(${q}, sum by (${['le', by].filter(Boolean).join(', ')}) (${rate(`${histogram}_bucket`, which)}))`;
const mean = (histogram, which, by) =>
  `${perSecond(`${histogram}_sum`, which, by)} / ${perSecond(`${histogram}_count`, which, by)}`;
// Without a failure there is no series of failures, but the share is 0.
const failures = (histogram, which, by) => {
  const all = perSecond(`${histogram}_count`, which, by);
  return `(${perSecond(`${histogram}_count`, `${which},error_type!=""`, by)} or 0 * ${all}) / ${all}`;
};

// A number stays with its panel for good: links and alerts of others name it.
function panel(id, type, title, unit, description, targets, more = {}) {
  return {
    id, type, title, description, datasource: PROMETHEUS,
    fieldConfig: { defaults: { unit, ...more.defaults }, overrides: more.overrides ?? [] },
    options: more.options ?? {},
    targets: targets.map(([expr, legendFormat, how = {}], i) =>
      ({ refId: 'ABC'[i], datasource: PROMETHEUS, editorMode: 'code', expr, legendFormat, range: true, ...how })),
    ...(more.transformations && { transformations: more.transformations }),
  };
}

const lines = (id, title, unit, description, ...targets) =>
  panel(id, 'timeseries', title, unit, description, targets, {
    defaults: { min: 0, custom: { fillOpacity: 10, showPoints: 'auto' } },
    options: { legend: { displayMode: 'list', placement: 'bottom', showLegend: true }, tooltip: { mode: 'multi', sort: 'desc' } },
  });

// Exemplars are the points that lead to a trace.
const latency = (id, title, description, ...targets) =>
  lines(id, title, 's', description, ...targets.map(([expr, legend]) => [expr, legend, { exemplar: true }]));

// The series' names are what one wants to read, not their value.
const names = (id, title, description, expr, legend) =>
  panel(id, 'stat', title, 'short', description, [[expr, legend, { instant: true, range: false }]], {
    options: { textMode: 'name', colorMode: 'none', graphMode: 'none', reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false } },
  });

function table(id, title, description, columns, targets, overrides = []) {
  return panel(id, 'table', title, 'short', description,
    targets.map((expr) => [expr, '', { format: 'table', instant: true, range: false }]), {
      overrides,
      transformations: [
        { id: 'merge', options: {} },
        { id: 'organize', options: { excludeByName: { Time: true, ...columns.exclude }, renameByName: columns.rename ?? {}, indexByName: {} } },
      ],
    });
}

function logs(id, title, description, filter) {
  return {
    ...panel(id, 'logs', title, 'none', description, [], {
      options: { showTime: true, wrapLogMessage: true, enableLogDetails: true, sortOrder: 'Descending', dedupStrategy: 'none' },
    }),
    datasource: LOKI,
    targets: [{ refId: 'A', datasource: LOKI, editorMode: 'code', queryType: 'range', expr: `{service_name=~"$service"}${filter}` }],
  };
}

const source = (name, label, query) =>
  ({ name, label, type: 'datasource', query, refresh: 1, hide: 0, includeAll: false, multi: false, options: [] });

const variable = (name, label, query) => ({
  name, label, type: 'query', datasource: PROMETHEUS,
  query: { query, refId: 'PrometheusVariableQueryEditor-VariableQuery' },
  // Not .* for Loki wants a selector that matches something, and a tool that is none has no name.
  allValue: '.+', includeAll: true, multi: true, refresh: 2, sort: 1, hide: 0, options: [],
  current: { selected: true, text: ['All'], value: ['$__all'] },
});

const VARIABLES = [
  source('datasource', 'Prometheus', 'prometheus'),
  source('logs', 'Loki', 'loki'),
  variable('service', 'Service', 'label_values({__name__=~"mcp_(server|client)_operation_duration_seconds_count"}, job)'),
  variable('instance', 'Instance', `label_values({__name__=~"mcp_(server|client)_operation_duration_seconds_count",${SERVICE}}, instance)`),
  variable('tool', 'Tool', `label_values(${CALLS}_count{${INSTANCE},gen_ai_tool_name!=""}, gen_ai_tool_name)`),
];

function dashboard(name, title, description, variables, panels) {
  // Two in a row; what is read line by line has a row of its own.
  let x = 0;
  let y = 0;
  for (const one of panels) {
    const w = one.type === 'logs' || one.type === 'table' ? 24 : 12;
    if (x + w > 24) {
      x = 0;
      y += 8;
    }
    one.gridPos = { x, y, w, h: 8 };
    x += w;
  }
  return {
    uid: `mcp-${name}`, title: `MCP: ${title}`, description, tags: ['mcp'],
    // That of Grafana 10.0: later releases bring it up to theirs.
    schemaVersion: 38, version: 1, editable: true, graphTooltip: 1, timezone: '',
    time: { from: 'now-1h', to: 'now' }, refresh: '30s', annotations: { list: [] },
    links: [{ type: 'dashboards', tags: ['mcp'], title: 'MCP', asDropdown: true, includeVars: true, keepTime: true, targetBlank: false, icon: 'external link', tooltip: '', url: '' }],
    templating: { list: VARIABLES.slice(0, variables) },
    panels,
  };
}

const DASHBOARDS = [
  dashboard('fleet', 'fleet', 'All servers at a glance: which are there, how they are, and which service to look at.', 3, [
    lines(1, 'Servers by state', 'short', 'How many servers are in each state. All but up, idle and starting want somebody to look.',
      [`count by (mcp_server_state) (mcp_server_state{${SERVICE}} == 1)`, '{{mcp_server_state}}']),
    lines(2, 'Alerts that fire', 'short', "Servers for which one of the agent's own rules fires.",
      [`sum by (job, mcp_alert_rule) (mcp_server_alerts{${SERVICE}})`, '{{job}}: {{mcp_alert_rule}}']),
    table(3, 'Servers', 'Each server with its state and the release of its agent. A click on an instance leads to its dashboard.',
      { exclude: { Value: true }, rename: { mcp_server_state: 'State', otel_scope_version: 'Agent' } },
      [`sum by (job, instance, mcp_server_state, otel_scope_version) (mcp_server_state{${SERVICE}} == 1)`],
      [{ matcher: { id: 'byName', options: 'instance' }, properties: [{ id: 'links', value: [{ title: 'Server', url: '/d/mcp-server?var-service=${__data.fields.job}&var-instance=${__data.fields.instance}' }] }] }]),
    lines(4, 'Calls', 'reqps', 'Requests and notifications that servers receive in a second.',
      [perSecond(`${CALLS}_count`, SERVICE, 'job'), '{{job}}']),
    lines(5, 'Share of failures', 'percentunit', "The share of a service's calls that fail, tools' own errors among them.",
      [failures(CALLS, SERVICE, 'job'), '{{job}}']),
    latency(6, '95th percentile', 'Within what time 95 of 100 calls of a service are answered.',
      [quantile(0.95, CALLS, SERVICE, 'job'), '{{job}}']),
    lines(7, 'Open sessions', 'short', 'Sessions that are open with the servers of a service. No data: there are none, or its servers have no sessions.',
      [`sum by (job) (mcp_server_active_sessions{${SERVICE}})`, '{{job}}']),
    lines(8, 'Telemetry that was lost', 'cps', 'Spans, log records and exports of metrics that the agents lost in a second. No data: nothing yet.',
      [perSecond('mcp_agent_dropped_total', SERVICE, 'job, mcp_signal, mcp_reason'), '{{job}}: {{mcp_signal}}, {{mcp_reason}}']),
    lines(9, 'Agents by release', 'short', 'Servers by the release of their agent: more than one is an update under way, or forgotten.',
      [`count by (otel_scope_version) (mcp_server_state{${SERVICE}} == 1)`, '{{otel_scope_version}}']),
    logs(10, 'Warnings and errors', 'Records of calls that failed, of alerts, of stuck requests and dead transports.', ' | severity_text=~"WARN|ERROR"'),
  ]),

  dashboard('server', 'server', 'One server, or the instances of a service: how it is, what it is asked, and where time goes.', 4, [
    names(1, 'State', 'The state that the agent sees the server in.', `mcp_server_state{${INSTANCE}} == 1`, '{{mcp_server_state}} ({{instance}})'),
    lines(2, 'Alerts that fire', 'short', "1 for a rule of the agent's own that fires, 0 for one that does not.",
      [`max by (instance, mcp_alert_rule) (mcp_server_alerts{${INSTANCE}})`, '{{mcp_alert_rule}} ({{instance}})']),
    lines(3, 'Calls by method', 'reqps', 'Requests and notifications that come in each second.',
      [perSecond(`${CALLS}_count`, INSTANCE, 'mcp_method_name'), '{{mcp_method_name}}']),
    lines(4, 'Failures by kind', 'reqps', 'Calls that fail each second, by method and error. No data: none yet.',
      [perSecond(`${CALLS}_count`, `${INSTANCE},error_type!=""`, 'mcp_method_name, error_type'), '{{mcp_method_name}}: {{error_type}}']),
    latency(5, 'Duration of calls', 'Within what time half, 95 and 99 of 100 calls are answered.',
      [quantile(0.5, CALLS, INSTANCE), 'p50'], [quantile(0.95, CALLS, INSTANCE), 'p95'], [quantile(0.99, CALLS, INSTANCE), 'p99']),
    latency(6, 'Waiting for a thread', 'How long 95 of 100 calls wait at most before their function runs: much means too few threads.',
      [quantile(0.95, 'mcp_server_handler_wait_seconds', INSTANCE, 'mcp_method_name'), '{{mcp_method_name}}']),
    lines(7, 'Requests in progress', 'short', 'Requests that came in and have no answer yet.',
      [`sum by (mcp_method_name) (mcp_server_active_requests{${INSTANCE}})`, '{{mcp_method_name}}']),
    lines(8, 'Oldest request', 's', 'How long the oldest open request has been open. No data: none is open.',
      [`max by (mcp_method_name, gen_ai_tool_name) (mcp_server_oldest_request_age_seconds{${INSTANCE}})`, '{{mcp_method_name}} {{gen_ai_tool_name}}']),
    lines(9, 'Since the last success', 's', 'How long ago a call last succeeded: growing while calls come in, it is a silent death.',
      [`max by (instance) (mcp_server_last_success_age_seconds{${INSTANCE}})`, '{{instance}}']),
    lines(10, 'Dead transports', 'short', 'Transports that died while their session was in use: have the process restarted. No data: none yet.',
      [`sum by (instance, network_transport, mcp_reason) (increase(mcp_server_transport_failures_total{${INSTANCE}}[$__rate_interval]))`, '{{network_transport}}: {{mcp_reason}} ({{instance}})']),
    lines(11, 'Heap', 'bytes', 'Memory of the JVM that is in use, beside how much it may take.',
      [`sum by (instance) (jvm_memory_used_bytes{${INSTANCE},jvm_memory_type="heap"})`, 'used ({{instance}})'],
      [`sum by (instance) (jvm_memory_limit_bytes{${INSTANCE},jvm_memory_type="heap"})`, 'limit ({{instance}})']),
    lines(12, 'CPU', 'percentunit', "The share of the machine's CPUs that the process uses.",
      // A Collector adds the unit to the name.
      [`max by (instance) ({__name__=~"jvm_cpu_recent_utilization(_ratio)?",${INSTANCE}})`, '{{instance}}']),
    lines(13, 'Threads', 'short', "The JVM's threads by state: many that block wait for one lock.",
      [`sum by (jvm_thread_state) (jvm_thread_count{${INSTANCE}})`, '{{jvm_thread_state}}']),
    lines(14, 'Garbage collection', 'percentunit', 'The share of time in collections. No data: none yet.',
      [perSecond('jvm_gc_duration_seconds_sum', INSTANCE, 'instance, jvm_gc_name'), '{{jvm_gc_name}} ({{instance}})']),
    lines(15, 'Uptime', 's', 'How long the process has run: a fall is a restart.',
      [`max by (instance) (process_uptime_seconds{${INSTANCE}})`, '{{instance}}']),
    logs(16, 'Records', 'All records of the chosen services: Loki knows services, not instances.', ''),
  ]),

  dashboard('tools', 'tools', 'What each tool is asked, how long it takes, how often it fails, and what it uses.', 5, [
    table(1, 'Tools', 'Calls and failures of each tool in the time that is shown.',
      { rename: { gen_ai_tool_name: 'Tool', 'Value #A': 'Calls', 'Value #B': 'Failures' } },
      [`sum by (gen_ai_tool_name) (increase(${CALLS}_count{${TOOL}}[$__range]))`,
        `sum by (gen_ai_tool_name) (increase(${CALLS}_count{${TOOL},error_type!=""}[$__range]))`]),
    lines(2, 'Calls', 'reqps', 'Calls of a tool in a second.', [perSecond(`${CALLS}_count`, TOOL, 'gen_ai_tool_name'), '{{gen_ai_tool_name}}']),
    lines(3, 'Share of failures', 'percentunit', "The share of a tool's calls that fail.", [failures(CALLS, TOOL, 'gen_ai_tool_name'), '{{gen_ai_tool_name}}']),
    latency(4, '95th percentile', 'Within what time 95 of 100 calls of a tool are answered.',
      [quantile(0.95, CALLS, TOOL, 'gen_ai_tool_name'), '{{gen_ai_tool_name}}']),
    latency(5, 'Duration of the chosen tools', 'Within what time half, 95 and 99 of 100 calls of all chosen tools are answered.',
      [quantile(0.5, CALLS, TOOL), 'p50'], [quantile(0.95, CALLS, TOOL), 'p95'], [quantile(0.99, CALLS, TOOL), 'p99']),
    latency(6, "The function's own time", "95th percentile of the tool's function alone, without protocol and queueing.",
      [quantile(0.95, 'mcp_server_handler_duration_seconds', TOOL, 'gen_ai_tool_name'), '{{gen_ai_tool_name}}']),
    lines(7, 'Failures by kind', 'reqps', 'Calls that fail each second, by error. No data: none yet.',
      [perSecond(`${CALLS}_count`, `${TOOL},error_type!=""`, 'gen_ai_tool_name, error_type'), '{{gen_ai_tool_name}}: {{error_type}}']),
    lines(8, 'CPU of a call', 's', 'CPU time of a call, on average. Virtual threads are not counted.',
      [mean('mcp_server_handler_cpu_seconds', TOOL, 'gen_ai_tool_name'), '{{gen_ai_tool_name}}']),
    lines(9, 'Memory of a call', 'bytes', 'What a call allocates, on average. Virtual threads are not counted.',
      [mean('mcp_server_handler_allocated_bytes', TOOL, 'gen_ai_tool_name'), '{{gen_ai_tool_name}}']),
    lines(10, 'Tokens of a result', 'short', "What a result takes of a model's context, on average: an estimate.",
      [mean('mcp_server_result_tokens', TOOL, 'gen_ai_tool_name'), '{{gen_ai_tool_name}}']),
    lines(11, 'Size of a result', 'bytes', 'How heavy the message with the result is, on average.',
      [mean('mcp_server_message_size_bytes', `${TOOL},network_io_direction="transmit"`, 'gen_ai_tool_name'), '{{gen_ai_tool_name}}']),
    lines(12, 'Stuck requests', 'short', 'Requests that became older than stuck-after. No data: none yet.',
      [`sum by (gen_ai_tool_name) (increase(mcp_server_stuck_requests_total{${TOOL}}[$__rate_interval]))`, '{{gen_ai_tool_name}}']),
    logs(13, 'Records of calls', 'One record for each call of the chosen tools.', ' | gen_ai_tool_name=~"$tool"'),
  ]),

  dashboard('clients', 'clients and sessions', 'Who is connected to the servers, and what their own clients see of others.', 4, [
    lines(1, 'Open sessions by client', 'short', 'Sessions that are open, by the name that the client gives itself. No data: there are none.',
      [`sum by (mcp_client_name) (mcp_server_active_sessions{${INSTANCE}})`, '{{mcp_client_name}}']),
    lines(2, 'Idle sessions', 'short', 'Sessions without traffic for idle-after: clients that just left. Growing for ever, they leak.',
      [`sum by (network_transport) (mcp_server_idle_sessions{${INSTANCE}})`, '{{network_transport}}']),
    lines(3, 'Open streams', 'short', 'SSE streams that are open: of answers to come, and to listen on.',
      [`sum by (network_transport) (mcp_server_active_streams{${INSTANCE}})`, '{{network_transport}}']),
    lines(4, 'Sessions that end', 'cps', 'Sessions that end in a second; those with an error were lost. No data: none has ended yet.',
      [perSecond('mcp_server_session_duration_seconds_count', INSTANCE, 'network_transport, error_type'), '{{network_transport}} {{error_type}}']),
    // The end of a session is part of no trace.
    lines(5, 'Length of sessions', 's', 'How long half of the sessions last, and 95 of 100 at most. No data: none has ended yet.',
      [quantile(0.5, 'mcp_server_session_duration_seconds', INSTANCE), 'p50'], [quantile(0.95, 'mcp_server_session_duration_seconds', INSTANCE), 'p95']),
    lines(6, 'Calls by protocol and transport', 'reqps', 'Which versions of the protocol clients speak, and over what.',
      [perSecond(`${CALLS}_count`, INSTANCE, 'mcp_protocol_version, network_transport'), '{{mcp_protocol_version}}, {{network_transport}}']),
    lines(7, 'Sent by method', 'reqps', 'Requests and notifications that these processes send: as clients, and as servers to their clients.',
      [perSecond(`${SENT}_count`, INSTANCE, 'mcp_method_name'), '{{mcp_method_name}}']),
    lines(8, 'Share of sent that fails', 'percentunit', 'The share of what they send that fails.',
      [failures(SENT, INSTANCE, 'mcp_method_name'), '{{mcp_method_name}}']),
    latency(9, '95th percentile of what is sent', 'Within what time 95 of 100 requests that they send are answered.',
      [quantile(0.95, SENT, INSTANCE, 'mcp_method_name'), '{{mcp_method_name}}']),
    lines(10, 'Sessions with other servers', 'short', 'Sessions that these processes have open as clients, by server. No data: there are none.',
      [`sum by (mcp_server_name) (mcp_client_active_sessions{${INSTANCE}})`, '{{mcp_server_name}}']),
    lines(11, 'Dead transports of clients', 'short', 'Connections to servers that died while in use. No data: none yet.',
      [`sum by (network_transport, mcp_reason) (increase(mcp_client_transport_failures_total{${INSTANCE}}[$__rate_interval]))`, '{{network_transport}}: {{mcp_reason}}']),
    logs(12, 'Sessions', 'Records of sessions: opened, initialized and closed, and why.', ' | mcp_session_state!=""'),
  ]),

  dashboard('security', 'security and catalogue', 'What was rejected, taken out or changed, and what the agents themselves lost.', 4, [
    lines(1, 'Rejected messages', 'cps', 'Messages that were rejected in a second, by reason. No data: none yet.',
      [perSecond('mcp_server_rejected_total', INSTANCE, 'mcp_reason'), '{{mcp_reason}}']),
    lines(2, 'Secrets taken out', 'cps', 'Secrets that were taken out of telemetry in a second, by rule. No data: none yet.',
      [perSecond('mcp_redactions_total', INSTANCE, 'mcp_redaction_rule'), '{{mcp_redaction_rule}}']),
    lines(3, 'Tools that servers change', 'short', 'Changes of tools after a client was shown them, by the part that changed. No data: none yet.',
      [`sum by (gen_ai_tool_name, mcp_catalog_change) (increase(mcp_server_catalog_changes_total{${INSTANCE}}[$__rate_interval]))`, '{{gen_ai_tool_name}}: {{mcp_catalog_change}}']),
    lines(4, 'Tools that clients see changed', 'short', 'Changes of tools that these processes use as clients: were they approved as they are now? No data: none yet.',
      [`sum by (gen_ai_tool_name, mcp_catalog_change) (increase(mcp_client_catalog_changes_total{${INSTANCE}}[$__rate_interval]))`, '{{gen_ai_tool_name}}: {{mcp_catalog_change}}']),
    lines(5, 'Registered', 'short', 'How many tools, prompts and resources the servers have now.',
      [`sum by (instance) (mcp_server_tools{${INSTANCE}})`, 'tools ({{instance}})'],
      [`sum by (instance) (mcp_server_prompts{${INSTANCE}})`, 'prompts ({{instance}})'],
      [`sum by (instance) (mcp_server_resources{${INSTANCE}})`, 'resources ({{instance}})']),
    lines(6, 'Calls of unknown tools', 'reqps', 'Calls of tools that nobody knows, or beyond max-names of them. No data: none yet.',
      [perSecond(`${CALLS}_count`, `${INSTANCE},gen_ai_tool_name="_OTHER"`, 'instance'), '{{instance}}']),
    lines(7, 'Telemetry that was lost', 'cps', 'What the agent lost in a second, by signal and reason. No data: nothing yet.',
      [perSecond('mcp_agent_dropped_total', INSTANCE, 'mcp_signal, mcp_reason'), '{{mcp_signal}}, {{mcp_reason}}']),
    lines(8, "Failures of the agent's own", 'cps', 'Failures of the agent that the application was kept from: report them. No data: none yet.',
      [perSecond('mcp_agent_errors_total', INSTANCE, 'mcp_reason'), '{{mcp_reason}}']),
    logs(9, 'Rejected and changed', 'Records of messages that were rejected and of tools that changed.', ' | mcp_message_rejected!="" or mcp_catalog_change!=""'),
  ]),
];

const folder = process.argv[2] ?? import.meta.dirname;
for (const made of DASHBOARDS) {
  writeFileSync(join(folder, `${made.uid}.json`), `${JSON.stringify(made, null, 1)}\n`);
}
