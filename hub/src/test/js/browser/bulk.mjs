// SPDX-License-Identifier: Apache-2.0
// Very much of everything: a list of calls, a long session, and a large trace.
import { nanos, real, sendRecords, sendSpans, text, whole } from './otlp.mjs';

export const LONG_SESSION = 'a-long-session';
export const LARGE_TRACE = 'f'.repeat(32);
const BATCH = 2_000;

const resource = (service) => [text('service.name', service), text('service.instance.id', `${service}-1`)];

/** So many calls of the last half hour. */
export async function sendCalls(hub, count) {
  const now = Date.now();
  await inBatches(count, (i) => operation(now - (i * 1_800_000) / count, i, 'bulk', i % 50), (records) => sendRecords(hub, resource('bulk'), records));
}

/** So many messages, half of them requests and half answers, with their texts. */
export async function sendSession(hub, messages) {
  const begin = Date.now() - 3_000_000;
  const calls = messages / 2;
  await sendRecords(hub, resource('chatty'), [record(begin, 'mcp.session', [
    text('mcp.role', 'server'), text('mcp.session.id', LONG_SESSION), text('mcp.session.state', 'opened'), text('mcp.client.name', 'desktop')])]);
  const at = (i) => begin + 1_000 + i * 500;
  await inBatches(calls, (i) => operation(at(i) + 40, i, LONG_SESSION, 40), (records) => sendRecords(hub, resource('chatty'), records));
  await inBatches(messages, (i) => record(at(Math.floor(i / 2)) + (i % 2) * 40, 'mcp.message', [
    text('mcp.role', 'server'), text('mcp.session.id', LONG_SESSION), text('network.io.direction', i % 2 ? 'transmit' : 'receive'),
    ...(i % 2 ? [] : [text('mcp.method.name', 'tools/call')]), text('jsonrpc.request.id', String(Math.floor(i / 2))), whole('mcp.message.size', 200),
    text('mcp.message.content', JSON.stringify({ jsonrpc: '2.0', id: i, result: { content: [{ type: 'text', text: 'x'.repeat(120) }] } }))]),
  (records) => sendRecords(hub, resource('chatty'), records));
}

/** A tree of so many spans of three services. */
export async function sendTrace(hub, spans) {
  const begin = Date.now() - 600_000;
  const id = (i) => (i + 1).toString(16).padStart(16, '0');
  for (let service = 0; service < 3; service++) {
    const own = Array.from({ length: spans }, (_, i) => i).filter((i) => i % 3 === service);
    await sendSpans(hub, resource(`layer-${service}`), own.map((i) => ({
      traceId: LARGE_TRACE, spanId: id(i), parentSpanId: i ? id(Math.floor((i - 1) / 3)) : '', name: `step ${i}`, kind: 1,
      startTimeUnixNano: nanos(begin + i), endTimeUnixNano: nanos(begin + i + 2 + (spans - i)), attributes: i % 5 ? [] : [text('db.system.name', 'postgresql')],
    })));
  }
}

function record(at, eventName, attributes) {
  return { timeUnixNano: nanos(at), eventName, severityText: 'INFO', attributes };
}

function operation(at, i, sessionId, ms) {
  return record(at, 'mcp.operation', [
    text('mcp.role', 'server'), text('network.io.direction', 'receive'), text('mcp.method.name', 'tools/call'), text('gen_ai.tool.name', `tool_${i % 7}`),
    text('jsonrpc.request.id', String(i)), text('mcp.session.id', sessionId), text('mcp.outcome', 'ok'), real('mcp.operation.duration', ms / 1_000)]);
}

async function inBatches(count, make, send) {
  for (let from = 0; from < count; from += BATCH) {
    await send(Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => make(from + i)));
  }
}
