// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  FILTERS, asked, fromParams, isLocal, matches, parse, toParams, written,
} from '../../main/resources/io/mcpotel/hub/console/logic/filters.js';

test('what is typed becomes filters and words', () => {
  assert.deepEqual(parse('tool:echo session:abc slower:1.5s is:error some words'), {
    filters: { tool: 'echo', session_id: 'abc', min_duration_ms: '1500', is: 'error' },
    words: 'some words',
  });
});

test('a value with spaces and quotes comes back as it was', () => {
  const search = { filters: { tool: 'get "the" weather\\now' }, words: '' };
  assert.deepEqual(parse(written(search)), search);
});

test('what is no filter is looked for as it was typed', () => {
  assert.deepEqual(parse('http://x:80 nothing:here tool:'), { filters: {}, words: 'http://x:80 nothing:here' });
});

test('each filter survives the address', () => {
  const search = { filters: Object.fromEntries(FILTERS.map(({ key }) => [key, `<b>${key}&=#"`])), words: 'a & b' };
  const address = new URLSearchParams(toParams(search)).toString();
  assert.deepEqual(fromParams(Object.fromEntries(new URLSearchParams(address))), search);
});

test('a filter that is taken away leaves the address', () => {
  assert.equal(toParams({ filters: {}, words: '' }).tool, null);
});

test('the hub is asked for what it knows, the rest is looked for here', () => {
  const search = parse('tool:echo trace:abc');
  assert.deepEqual(asked(search), { tool: 'echo' });
  assert.ok(isLocal(search));
  assert.ok(!isLocal(parse('tool:echo')));
});

test('a row matches by each of its filters and by words in any column', () => {
  const row = { tool: 'echo', duration_ms: 700, error_type: 'timeout', attributes: { 'error.message': 'Too LATE' } };
  assert.ok(matches(row, parse('tool:echo slower:500 is:error too late')));
  assert.ok(!matches(row, parse('slower:1s')));
  assert.ok(!matches(row, parse('is:ok')));
  assert.ok(!matches(row, parse('tool:ech')));
  assert.ok(!matches(row, parse('never')));
});

test('an id that was pasted is looked for as what it is', () => {
  const trace = '5b8efff798038103d269b633813fc60c';
  const session = '3f0a9b1c-0001-4a11-b8de-0123456789ab';
  assert.deepEqual(parse(trace).filters, { trace_id: trace });
  assert.deepEqual(parse(`00-${trace}-eee19b7ec3c1b174-01`).filters, { trace_id: trace });
  assert.deepEqual(parse(session), { filters: { session_id: session }, words: '' });
  assert.equal(parse(`${trace}0`).words, `${trace}0`);
});
