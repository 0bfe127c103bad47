// SPDX-License-Identifier: Apache-2.0
// Connects to a server with the TypeScript SDK, makes calls of every kind and prints what it got.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { CreateMessageRequestSchema } from '@modelcontextprotocol/sdk/types.js';

const [kind, ...server] = process.argv.slice(2);

function transport() {
  switch (kind) {
    case 'streamable':
      return new StreamableHTTPClientTransport(new URL(server[0] + '/mcp'));
    case 'sse':
      return new SSEClientTransport(new URL(server[0] + '/sse'));
    default:
      return new StdioClientTransport({ command: server[0], args: server.slice(1), stderr: 'inherit' });
  }
}

async function outcome(work) {
  try {
    return await work;
  } catch (error) {
    return { code: error.code };
  }
}

const client = new Client({ name: 'node-peer', version: '3.2.1' }, { capabilities: { sampling: {} } });
let asked;
client.setRequestHandler(CreateMessageRequestSchema, async request => {
  asked = request.params;
  return { role: 'assistant', content: { type: 'text', text: 'hello' }, model: 'none' };
});
await client.connect(transport());
const results = {
  tools: (await client.listTools()).tools.length,
  echo: await client.callTool({ name: 'echo', arguments: { word: 'hi' } }),
  refuse: await client.callTool({ name: 'refuse' }),
  unknown: await outcome(client.callTool({ name: 'no-such-tool' })),
  prompt: await client.getPrompt({ name: 'greeting' }),
  resource: await client.readResource({ uri: 'test://manual' }),
  sample: await client.callTool({ name: 'sample' }),
  traced: await client.callTool({
    name: 'where',
    _meta: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
  }),
};
results.asked = asked;
await client.close();
console.log(JSON.stringify(results));
process.exit(0);
