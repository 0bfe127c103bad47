// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test from 'node:test';
import { ascii, jqLine, promQl, traceparent } from '../../main/resources/io/mcpotel/hub/console/logic/copy.js';

test('a traceparent is made of ids only', () => {
  const trace = '5b8efff798038103d269b633813fc60c';
  assert.equal(traceparent(trace, 'eee19b7ec3c1b174'), `00-${trace}-eee19b7ec3c1b174-01`);
  assert.equal(traceparent(trace, 'x; rm -rf'), null);
  assert.equal(traceparent(null, null), null);
});

test('a name that a stranger chose does nothing in the shell', () => {
  const evil = `x'; echo PWNED; '$(echo PWNED)\`echo PWNED\`\u202e\n\u001b[2J`;
  const line = jqLine({ session_id: evil, request_id: evil, method: evil });
  assert.match(line, /^[\x20-\x7e]*$/);
  const words = execFileSync('sh', ['-c', line.replace(/^jq/, 'printf "%s\\n"')], { encoding: 'utf8' }).split('\n');
  assert.equal(words[0], '-c');
  assert.ok(words[1].startsWith('select(."event.name" == "mcp.operation"'));
  assert.ok(words[1].includes('PWNED') && words[1].endsWith(')'));
  assert.equal(words.filter((word) => word.includes('PWNED')).length, 1);
});

test('a label of PromQL ends where it should', () => {
  const query = promQl({ role: 'server', method: 'tools/call', tool: 'a"}) or vector(1) #\\' });
  assert.equal(query,
    'histogram_quantile(0.95, sum by (le) (rate(mcp_server_operation_duration_seconds_bucket'
      + '{mcp_method_name="tools/call", gen_ai_tool_name="a\\"}) or vector(1) #\\\\"}[5m])))');
  assert.equal(ascii('é\u202e'), '"\\u00e9\\u202e"');
});
