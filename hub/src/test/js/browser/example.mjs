// SPDX-License-Identifier: Apache-2.0
// A fleet that is the same each time but for its day: what pictures show.
import { nanos, post, real, sendGauges, sendRecords, sendSpans, text, whole } from './otlp.mjs';

/** Noon of yesterday, UTC, which a hub still takes. */
export const NOW = new Date(Date.now() - 86_400_000).setUTCHours(12, 0, 0, 0);
export const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
export const SESSION = '7f3c9a52-0d1e-4b6a-9c41-5e8f2a7b6d30';
const HOUR = 3_600_000;

const SERVERS = [
  { service: 'orders', instance: 'orders-1', host: 'node-a', version: '2.4.0', calls: 420, tools: ['create_order', 'find_order', 'refund'], ms: 60, failing: 0, up: 790_000, state: ['up', 'it answers'] },
  { service: 'orders', instance: 'orders-2', host: 'node-b', version: '2.3.1', calls: 380, tools: ['create_order', 'find_order', 'refund'], ms: 75, failing: 7, up: 264_000, state: ['failing', '53 of 380 requests failed'] },
  { service: 'search', instance: 'search-1', host: 'node-a', version: '1.9.2', calls: 640, tools: ['search', 'fetch_page'], ms: 310, failing: 60, up: 790_000, state: ['slow', '95 of 100 took up to 2.4s'] },
  { service: 'weather', instance: 'weather-1', host: 'node-b', version: '1.0.0', calls: 260, tools: ['forecast', 'current'], ms: 24, failing: 0, up: 5_400, state: ['up', 'it answers'] },
  { service: 'wiki', instance: 'wiki-1', host: 'node-c', version: '0.8.4', calls: 18, tools: ['find_article'], ms: 42, failing: 0, up: 1_900_000, state: ['idle', 'nothing was asked for 4 minutes'] },
];

/** What fires then, as the API tells it: a hub's rules look at the present only. */
export const ALERTS = [{
  rule: 'mcp_error_rate_spike', severity: 'critical', state: 'firing', since: new Date(NOW - 252_000).toISOString(), value: 0.139,
  value_text: '13.9%', threshold_text: '5%/5m', labels: { service: 'orders', instance: 'orders-2' },
  summary: '5 of 36 requests in the last 5 minutes failed', silenced_by: null,
}];

const DOCTOR = [
  { ok: false, about: 'lost', text: '512 spans (queue_full)', todo: 'give it more room, such as otel.bsp.max.queue.size=8192' },
  { ok: true, about: 'agent', text: `release 0.1.0, runs since ${new Date(NOW - 264_000_000).toISOString()}` },
  { ok: true, about: 'sdk', text: 'MCP SDK 2.1.0 in class loader app' },
  { ok: true, about: 'hooks', text: '42 hooks are in MCP SDK 2.1.0, all fit' },
  { ok: true, about: 'telemetry', text: 'MCP SDK 2.1.0: to http://collector:4317 by grpc (traces, metrics, logs) (no OpenTelemetry found in this JVM)' },
];

export async function example(hub) {
  for (const server of SERVERS) {
    await one(hub, server);
  }
  await trace(hub);
  await session(hub);
}

const resourceOf = ({ service, instance, host, version }) => [
  text('service.name', service), text('service.instance.id', instance), text('service.version', version), text('host.name', host), whole('process.pid', 7)];

const record = (at, eventName, attributes) => ({ timeUnixNano: nanos(at), eventName, severityText: 'INFO', attributes });

/** Numbers from 0 to 1 that look as if by chance. */
function chance(seed) {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const CLIENTS = [['assistant', '3.2.0'], ['code-editor', '1.88.1'], ['batch', '0.4.0']];

function call(at, { tool, seconds, failed, client: [name, version], id, sessionId, method = 'tools/call', direction = 'receive' }) {
  return record(at, 'mcp.operation', [
    text('mcp.role', 'server'), text('network.io.direction', direction), text('mcp.method.name', method), ...(tool ? [text('gen_ai.tool.name', tool)] : []),
    ...(id == null ? [] : [text('jsonrpc.request.id', String(id))]), text('mcp.session.id', sessionId), text('mcp.client.name', name), text('mcp.client.version', version),
    text('mcp.outcome', failed ? 'tool_error' : 'ok'), real('mcp.operation.duration', seconds), whole('mcp.response.size', 900 + Math.round(seconds * 5_000)),
    ...(failed ? [text('error.type', 'tool_error')] : []),
  ]);
}

async function one(hub, server) {
  const { service, instance, calls, tools, ms, failing, up, state } = server;
  const next = chance(calls);
  const records = [];
  for (let i = 0; i < calls; i++) {
    const tool = tools[Math.floor(next() ** 1.6 * tools.length)];
    const at = NOW - 1_000 - ((i + next()) * (HOUR - 10_000)) / calls;
    records.push(call(at, {
      tool, seconds: (ms / 1_000) * Math.exp(2.4 * (next() - 0.45)), failed: failing > 0 && i % failing === 0,
      client: CLIENTS[Math.floor(next() * 3)], id: i, sessionId: `${instance}-${Math.floor(i / 40)}`,
    }));
  }
  for (let i = 0; i < calls / 40; i++) {
    records.push(record(NOW - HOUR + 20_000 + i * 60_000, 'mcp.session', [
      text('mcp.role', 'server'), text('mcp.session.id', `${instance}-${i}`), text('mcp.session.state', 'opened'), text('mcp.client.name', CLIENTS[i % 3][0])]));
  }
  await sendRecords(hub, resourceOf(server), records);
  const curve = (value) => Array.from({ length: 60 }, (_, i) => [NOW - 5_000 - i * 60_000, value(i)]);
  await sendGauges(hub, resourceOf(server), {
    'mcp.server.active_requests': curve((i) => Math.round(1.5 + 1.5 * Math.sin(i / 4))),
    'mcp.server.active_sessions': curve((i) => Math.max(1, Math.round(calls / 90 - i / 20))),
    'jvm.memory.used': curve((i) => (180 + calls / 8 + 30 * Math.sin(i / 3)) * 1_048_576),
    'jvm.cpu.recent_utilization': curve((i) => (calls / 6_000) * (1.2 + Math.sin(i / 5))),
  });
  await post(hub, '/api/v1/metrics', {
    server_id: instance, timestamp: new Date(NOW - 4_000).toISOString(),
    metrics: { requests_total: calls, errors_total: 0, latency_p95_ms: ms * 3, active_tools: tools.length, memory_mb: 180 + Math.round(calls / 8), uptime_seconds: up },
    mcp: {
      state: state[0], reason: state[1], interval_seconds: 15, sessions: Math.max(1, Math.round(calls / 90)), open_requests: calls > 300 ? 2 : 0,
      ...(calls > 300 ? { oldest_request_seconds: 1.2 } : {}), service: { name: service, instance }, agent_version: '0.1.0', sdk_versions: ['2.1.0'],
      server: { name: service, version: server.version }, doctor: instance === 'orders-2' ? DOCTOR : DOCTOR.slice(1),
    },
  });
}

/** A tool of orders that asks a database and another service, one of which is slow and one fails. */
async function trace(hub) {
  const id = (n) => n.toString(16).padStart(16, '0');
  const span = (n, parent, name, kind, start, ms, attributes = [], failed = false) => ({
    traceId: TRACE, spanId: id(n), parentSpanId: parent ? id(parent) : '', name, kind,
    startTimeUnixNano: nanos(NOW - 90_000 + start), endTimeUnixNano: nanos(NOW - 90_000 + start + ms), attributes,
    status: failed ? { code: 2, message: 'upstream answered 503' } : {},
  });
  const mcp = [text('mcp.method.name', 'tools/call'), text('gen_ai.tool.name', 'create_order'), text('mcp.session.id', SESSION), text('jsonrpc.request.id', '12')];
  await sendSpans(hub, [text('service.name', 'assistant'), text('service.instance.id', 'assistant-1')], [
    span(1, 0, 'invoke_agent', 1, 0, 940, [text('gen_ai.request.model', 'large')]), span(2, 1, 'tools/call create_order', 3, 60, 850, mcp)]);
  const failed = [text('error.type', '503')];
  await sendSpans(hub, resourceOf(SERVERS[0]), [
    span(3, 2, 'tools/call create_order', 2, 66, 838, mcp), span(4, 3, 'create_order', 1, 71, 826, [text('gen_ai.operation.name', 'execute_tool'), text('mcp.method.name', 'tools/call')]),
    span(5, 4, 'SELECT customers', 3, 78, 44, [text('db.system.name', 'postgresql'), text('db.query.text', 'SELECT * FROM customers WHERE id = ?')]),
    span(6, 4, 'POST /v1/payments', 3, 130, 310, [text('http.request.method', 'POST'), whole('http.response.status_code', 503), ...failed], true),
    span(7, 4, 'POST /v1/payments', 3, 460, 290, [text('http.request.method', 'POST'), whole('http.response.status_code', 200)]),
    span(8, 4, 'INSERT orders', 3, 770, 96, [text('db.system.name', 'postgresql')])]);
}

/** One session of orders, with a request of the server's own and an error. */
async function session(hub) {
  const start = NOW - 120_000;
  const client = CLIENTS[0];
  const told = (at, id, method, ms, more = {}) => call(start + at + ms, { client, id, method, seconds: ms / 1_000, sessionId: SESSION, ...more });
  const state = (at, name, more = []) => record(start + at, 'mcp.session', [
    text('mcp.role', 'server'), text('mcp.session.id', SESSION), text('mcp.session.state', name), text('mcp.client.name', client[0]), text('mcp.client.version', client[1]),
    text('mcp.server.name', 'orders'), text('mcp.server.version', '2.4.0'), text('mcp.protocol.version', '2025-06-18'), text('network.transport', 'tcp'), ...more]);
  await sendRecords(hub, resourceOf(SERVERS[0]), [
    state(0, 'opened'), told(0, 0, 'initialize', 18), state(20, 'initialized'), told(25, null, 'notifications/initialized', 1), told(40, 1, 'tools/list', 6),
    ...[2, 3, 4, 5].map((id) => told(1_000 + id * 700, id, 'tools/call', 40 + id * 22, { tool: id % 2 ? 'find_order' : 'create_order' })),
    told(9_000, 6, 'tools/call', 2_400, { tool: 'refund', failed: true }), told(9_400, 'srv-1', 'sampling/createMessage', 1_700, { direction: 'transmit' }),
    told(16_000, 7, 'tools/call', 120, { tool: 'find_order' }), told(30_000, 12, 'tools/call', 838, { tool: 'create_order' }),
    state(60_000, 'closed', [text('mcp.session.close_reason', 'deleted'), real('mcp.session.duration', 60)]),
  ]);
}
