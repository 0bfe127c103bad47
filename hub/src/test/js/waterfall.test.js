// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import test from 'node:test';
import { unfolded, waterfall } from '../../main/resources/io/mcpotel/hub/console/logic/waterfall.js';

const T0 = Date.parse('2026-01-15T09:00:00Z');

function span(id, parent, start, duration, more = {}) {
  const time = new Date(T0 + start).toISOString();
  const name = more.name ?? id;
  return { span_id: id, parent_span_id: parent, time, duration_ms: duration, name, service: 'a', ...more };
}

function drawn(trace) {
  return waterfall(trace).rows.map((row) => `${'  '.repeat(row.depth)}${row.span.name} ${row.start}`);
}

test('parents stand above their children, which stand in the order of their beginning', () => {
  const spans = [span('late', 'root', 30, 5), span('early', 'root', 10, 15), span('root', null, 0, 50),
    span('inner', 'early', 12, 3)];
  assert.deepEqual(drawn({ spans }), ['root 0', '  early 10', '    inner 12', '  late 30']);
});

test('a span whose parent never came is a root and says so', () => {
  const { rows } = waterfall({ spans: [span('a', 'gone', 0, 5)] });
  assert.equal(rows[0].depth, 0);
  assert.equal(rows[0].orphan, true);
});

test('parents in a circle are all shown', () => {
  const spans = [span('a', 'b', 0, 5), span('b', 'a', 1, 5), span('self', 'self', 2, 5)];
  assert.deepEqual(drawn({ spans }), ['a 0', '  b 1', 'self 2']);
});

test('two spans with one id are one in the other', () => {
  const spans = [span('x', null, 0, 9, { name: 'client' }), span('x', null, 1, 5, { name: 'server', service: 'b' })];
  assert.deepEqual(drawn({ spans }), ['client 0', '  server 1']);
});

test('a clock that is an hour late is set right, for all spans of its process', () => {
  const hour = 3_600_000;
  const spans = [
    span('call', null, 0, 100, { service: 'client' }),
    span('serve', 'call', 10 - hour, 60, { service: 'server' }),
    span('query', 'serve', 30 - hour, 20, { service: 'server' }),
  ];
  const { rows, processes, duration } = waterfall({ spans });
  assert.deepEqual(rows.map((row) => row.start), [0, 20, 40]);
  assert.equal(duration, 100);
  assert.equal(processes.find((one) => one.service === 'server').offset, hour + 10);
});

test('clocks that may be right are left alone, also where one gave up before the end', () => {
  const spans = [
    span('call', null, 0, 10, { service: 'client', method: 'tools/call', error_type: 'timeout' }),
    span('serve', 'call', 5, 6, { service: 'server' }),
  ];
  assert.deepEqual(drawn({ spans }), ['call 0', '  serve 5']);
});

test('MCP, functions, HTTP and databases are told apart', () => {
  const spans = [
    span('a', null, 0, 1, { method: 'tools/call', kind: 'client' }),
    span('b', null, 1, 1, { kind: 'internal', attributes: { 'gen_ai.operation.name': 'execute_tool' } }),
    span('c', null, 2, 1, { attributes: { 'http.request.method': 'POST' } }),
    span('d', null, 3, 1, { attributes: { 'db.system.name': 'postgresql' } }),
    span('e', null, 4, 1),
  ];
  const types = waterfall({ spans }).rows.map((row) => row.type);
  assert.deepEqual(types, ['mcp', 'function', 'http', 'database', 'other']);
});

test('a trace that was not sampled is drawn from its records, and a record stands at its span', () => {
  const operations = [
    { time: '2026-01-15T09:00:00.004Z', span_id: 'a', duration_ms: 4, method: 'tools/call', tool: 'echo' },
    { time: '2026-01-15T09:00:00.003500Z', span_id: 'b', duration_ms: 2, method: 'ping' },
  ];
  const { rows } = waterfall({ spans: [span('a', null, 0, 4)], operations });
  assert.deepEqual(rows.map((row) => [row.span.name, row.start]), [['a', 0], ['ping', 1.5]]);
  assert.equal(rows[0].record, operations[0]);
});

test('what is folded hides all below it and nothing else', () => {
  const spans = [span('r', null, 0, 9), span('a', 'r', 1, 3), span('b', 'a', 2, 1), span('c', 'r', 5, 1)];
  const { rows } = waterfall({ spans });
  assert.deepEqual(unfolded(rows, new Set([1])).map((i) => rows[i].span.name), ['r', 'a', 'c']);
});

test('ten thousand spans, each in the one before, are laid out at once', () => {
  const spans = Array.from({ length: 10_000 }, (_, i) => span(`s${i}`, i ? `s${i - 1}` : null, i, 1));
  const { rows } = waterfall({ spans });
  assert.equal(rows.at(-1).depth, 9_999);
  assert.equal(rows[0].after, 10_000);
});

test('no span at all is an empty trace', () => {
  assert.deepEqual(waterfall({}), { rows: [], processes: [], start: 0, duration: 0 });
});

test('a span says where it ran where that is not where its parent did', () => {
  const spans = [span('a', null, 0, 9), span('b', 'a', 1, 5), span('c', 'b', 2, 3, { service: 'b' })];
  assert.deepEqual(waterfall({ spans }).rows.map((row) => row.isElsewhere), [true, false, true]);
});
