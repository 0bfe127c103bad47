// SPDX-License-Identifier: Apache-2.0
// What the hub uses of ClickHouse's HTTP interface, before chdb, which is ClickHouse as a library.
// Arguments: the folder with node_modules, and the user and password that it lets in.
// It says its port on stdout, and ends with its stdin.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const [packages, user, password] = process.argv.slice(2);
const { Session } = createRequire(`${packages}/package.json`)('chdb');
const session = new Session();

const LOGIN = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const RESERVED = ['query', 'database', 'default_format', 'wait_end_of_query', 'query_id'];
const STATUS = { 516: 403, 60: 404, 81: 404, 46: 404, 47: 404, 62: 400, 53: 400, 36: 400 };
const ESCAPED = { '\\': '\\', n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', 0: '\0', "'": "'" };
const settings = new Map();
let last = Promise.resolve();

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  // One at a time, as they share a connection.
  last = last.then(() => answer(request, Buffer.concat(chunks).toString(), response));
}).listen(0, '127.0.0.1', function () {
  console.log(`port ${this.address().port}`);
});
process.stdin.on('end', () => process.exit()).resume();

async function answer(request, body, response) {
  try {
    if (request.headers.authorization !== LOGIN) {
      throw new Error('Code: 516. DB::Exception: somebody: Authentication failed: password is'
        + ' incorrect, or there is no user with such name. (AUTHENTICATION_FAILED)');
    }
    const parameters = new URL(request.url, 'http://localhost').searchParams;
    prepare(parameters);
    const sql = [parameters.get('query'), body].filter(Boolean).join('\n');
    const format = parameters.get('default_format') ?? 'TabSeparated';
    const bound = bindings(parameters);
    const result = Object.keys(bound).length > 0
      ? await session.queryBindAsync(sql, bound, { format })
      : await session.queryAsync(sql, { format });
    response.end(result.bytes());
  } catch (error) {
    const code = Number(/Code: (\d+)/.exec(error.message)?.[1] ?? 1002);
    response.writeHead(STATUS[code] ?? 500, { 'X-ClickHouse-Exception-Code': code });
    response.end(error.message);
  }
}

function prepare(parameters) {
  session.query(`USE ${name(parameters.get('database') ?? 'default')}`);
  // Settings are of one request.
  for (const setting of settings.keys()) {
    if (!parameters.has(setting)) {
      session.query(`SET ${name(setting)} = DEFAULT`);
      settings.delete(setting);
    }
  }
  for (const [setting, value] of parameters) {
    const given = !RESERVED.includes(setting) && !setting.startsWith('param_');
    if (given && settings.get(setting) !== value) {
      session.query(`SET ${name(setting)} = '${value.replace(/[\\']/g, '\\$&')}'`);
      settings.set(setting, value);
    }
  }
}

function name(text) {
  return '`' + text.replace(/[\\`]/g, '\\$&') + '`';
}

/** As text and null; they come as in a line of TabSeparated. */
function bindings(parameters) {
  return Object.fromEntries(
    [...parameters]
      .filter(([key]) => key.startsWith('param_'))
      .map(([key, value]) => [
        key.slice('param_'.length),
        value === '\\N' ? null : value.replace(/\\(.)/g, (all, character) => ESCAPED[character] ?? all),
      ]));
}
