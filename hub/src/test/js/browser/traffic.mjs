// SPDX-License-Identifier: Apache-2.0
// Fills a hub with what servers and clients could send, good and bad.
import { nanos, post, real, sendRecords, text } from './otlp.mjs';

/** Markup, a terminal's code, text that turns its direction, and more than anybody reads. */
export const EVIL = `<img src=x onerror=alert(1)>\u202Egnp.exe\u001b[31m"'\`\${1}`;
const LONG = EVIL + 'x'.repeat(20_000);

function record(at, name, attributes) {
  return { timeUnixNano: nanos(at), eventName: name, severityText: 'INFO', body: { stringValue: EVIL }, attributes };
}

function operation(i, at, tool, client) {
  const failed = i % 9 === 0;
  return {
    ...record(at, 'mcp.operation', [
      text('mcp.role', 'server'), text('network.io.direction', 'receive'), text('mcp.method.name', 'tools/call'),
      text('gen_ai.tool.name', tool), text('jsonrpc.request.id', String(i)), text('mcp.session.id', `session-${i % 4}`),
      text('mcp.client.name', client), text('mcp.client.version', '1.0'),
      text('mcp.outcome', failed ? 'tool_error' : 'ok'), real('mcp.operation.duration', 0.002 * (1 + (i % 50))),
      ...(failed ? [text('error.type', 'tool_error'), text('exception.message', LONG)] : []),
    ]),
    traceId: i.toString(16).padStart(32, 'a'),
    spanId: i.toString(16).padStart(16, 'b'),
  };
}

async function service(hub, name, instance, version, calls) {
  const now = Date.now();
  const records = [];
  for (let i = 0; i < calls; i++) {
    records.push(operation(i, now - Math.round((i * 600_000) / calls), i % 3 ? 'find' : LONG, i % 2 ? 'desktop' : EVIL));
  }
  for (let i = 0; i < 4; i++) {
    records.push(record(now - 600_000, 'mcp.session', [text('mcp.role', 'server'), text('mcp.session.id', `session-${i}`), text('mcp.session.state', 'opened'), text('mcp.client.name', EVIL)]));
  }
  await sendRecords(hub, [text('service.name', name), text('service.instance.id', instance), text('service.version', version), text('host.name', EVIL)], records);
}

export async function fill(hub) {
  await service(hub, 'shop', 'shop-1', '1.0', 300);
  await service(hub, 'shop', 'shop-2', '1.1', 200);
  // An instance of more than 1,024 characters could be kept, but not asked for.
  await service(hub, EVIL, LONG.slice(0, 1_000), LONG, 40);
  await post(hub, '/api/v1/metrics', {
    server_id: 'shop-1',
    timestamp: new Date().toISOString(),
    metrics: { requests_total: 300, errors_total: 34, latency_p95_ms: 96, active_tools: 2, memory_mb: 210, uptime_seconds: 86_400 },
    mcp: { doctor: [{ ok: false, about: EVIL, text: LONG, todo: LONG }, { ok: true, about: 'agent', text: EVIL }] },
  });
}
