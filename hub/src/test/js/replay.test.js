// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import test from 'node:test';
import { goingOn, heights, replay, silenceBefore } from '../../main/resources/io/mcpotel/hub/console/logic/replay.js';

const T0 = Date.parse('2026-01-15T09:00:00Z');
const SERVER = { role: 'server' };

function entry(kind, at, more) {
  return { kind, time: new Date(T0 + at).toISOString(), role: 'server', direction: 'receive', ...more };
}

function call(at, id, duration, more) {
  // Its record has the time of its end.
  return entry('operation', at + duration, { method: 'tools/call', tool: 'echo', request_id: id, duration_ms: duration, outcome: 'ok', ...more });
}

function drawn({ steps, start }) {
  return steps.map((step) =>
    step.kind === 'note' ? `${step.at - start} ${step.note}` : `${step.at - start} ${step.from}>${step.to} ${step.form} ${step.label}`);
}

test('a request and its answer are two arrows, a notification is one', () => {
  const progress = entry('operation', 5, { direction: 'transmit', method: 'notifications/progress', request_id: null });
  assert.deepEqual(drawn(replay(SERVER, [call(0, '1', 10), progress])), [
    '0 client>server request tools/call echo',
    '5 server>client notification notifications/progress',
    '10 server>client response tools/call echo',
  ]);
});

test('what the server asks of the client goes the other way', () => {
  const sampling = call(3, '7', 4, { direction: 'transmit', method: 'sampling/createMessage', tool: null });
  assert.deepEqual(drawn(replay(SERVER, [sampling])), [
    '0 server>client request sampling/createMessage',
    '4 client>server response sampling/createMessage',
  ]);
});

test('what both sides told of is shown once, by one clock, with both records', () => {
  const off = 60_000;
  const entries = [
    call(off, '1', 10, { role: 'client', direction: 'transmit' }),
    call(3, '1', 4),
    entry('operation', off + 20, { role: 'client', direction: 'receive', method: 'notifications/message' }),
  ];
  const { steps } = replay(SERVER, entries);
  assert.equal(steps.length, 3);
  assert.equal(steps[0].operation.entry.role, 'server');
  assert.equal(steps[0].operation.peer.role, 'client');
  // 3 ms on the way there and 3 back: the client's clock is a minute ahead, and shows 20 ms after it asked.
  assert.equal(steps[2].at - steps[0].at, 17);
});

test('captured messages stand at their arrows, and alone where there is none', () => {
  const entries = [
    call(0, '1', 10),
    entry('message', 0, { method: 'tools/call', request_id: '1', content: 'ask' }),
    entry('message', 10, { direction: 'transmit', request_id: '1', content: 'answer' }),
    entry('message', 20, { method: 'tools/call', request_id: '2', content: 'open still' }),
    entry('message', 30, { rejected: 'unparsable' }),
  ];
  const { steps } = replay(SERVER, entries);
  assert.deepEqual(steps.map((step) => step.messages?.[0].content ?? null), ['ask', 'answer', 'open still', null]);
  assert.equal(steps[3].rejected, 'unparsable');
  assert.equal(steps[3].from, 'client');
});

test('the session opens before and closes after all that happens at that time', () => {
  const entries = [entry('session', 0, { state: 'closed' }), call(0, '1', 0), entry('session', 0, { state: 'opened' })];
  assert.deepEqual(replay(SERVER, entries).steps.map((step) => step.note ?? step.form),
    ['opened', 'request', 'response', 'closed']);
});

test('what goes on at the same time is what began before and ended after', () => {
  const { steps } = replay(SERVER, [call(0, 'long', 100), call(10, 'short', 5), call(20, 'later', 5)]);
  const at = steps.findIndex((step) => step.operation.entry.request_id === 'later');
  assert.deepEqual(goingOn(steps, at).map((step) => step.operation.entry.request_id), ['long']);
  assert.deepEqual(steps.map((step) => step.busy.server), [true, true, true, true, true, false]);
});

test('a long silence takes one line, or its time', () => {
  const { steps } = replay(SERVER, [call(0, '1', 10), call(60_010, '2', 10)]);
  assert.equal(silenceBefore(steps, 2), 60_000);
  assert.deepEqual(heights(steps, { row: 30, gap: 20 }), [30, 30, 50, 30]);
  assert.deepEqual(heights(steps, { row: 30, perSecond: 100 }).map(Math.round), [30, 31, 6030, 31]);
});

test('five thousand messages of one name are laid out at once', () => {
  const entries = [];
  for (let i = 0; i < 5_000; i++) {
    const said = { direction: 'transmit', method: 'notifications/progress' };
    entries.push(entry('operation', i, said), entry('message', i, { ...said, content: String(i) }));
  }
  const started = performance.now();
  const { steps } = replay(SERVER, entries);
  assert.equal(steps.length, 5_000);
  assert.equal(steps[4_999].messages[0].content, '4999');
  // A tenth of it is usual; it must not grow with the square.
  assert.ok(performance.now() - started < 2_000);
});

test('notifications that both sides told of are shown once, and so is that the session was opened', () => {
  const said = { method: 'notifications/initialized' };
  const client = { role: 'client', direction: 'transmit' };
  const entries = [
    entry('session', 0, { state: 'opened' }), entry('session', 1, { state: 'opened', ...client }),
    entry('operation', 5, said), entry('operation', 4, { ...said, ...client }),
    entry('session', 9, { state: 'closed' }), entry('session', 9, { state: 'closed', ...client }),
  ];
  assert.deepEqual(replay(SERVER, entries).steps.map((step) => step.note ?? step.form),
    ['opened', 'notification', 'closed', 'closed']);
});
