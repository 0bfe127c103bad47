// SPDX-License-Identifier: Apache-2.0
import { html } from '../html.js';
import { useApi } from '../api.js';
import { number } from '../format.js';
import { Copy } from './copy.js';
import { Panel } from './panel.js';
import { Time } from './time.js';
import { link } from '../router.js';

/** Nothing was heard of: how to start a server, and what has come here all the same. */
export function FirstSteps({ range }) {
  const pipeline = useApi('pipeline', range.query);
  const isDefault = location.port === '4318' && ['localhost', '127.0.0.1'].includes(location.hostname);
  const agent = [
    'java -javaagent:mcp-otel-agent.jar \\',
    !isDefault && `  -Dotel.exporter.otlp.endpoint=${location.origin} \\`,
    `  -Dotel.instrumentation.mcp.report.endpoint=${location.origin}/api/v1/metrics \\`,
    '  -jar your-server.jar',
  ].filter(Boolean).join('\n');
  return html`
    <${Panel} title=${`No server was heard ${range.phrase}`} size="first">
      <p>Start your MCP server, or your client, with the agent. It is seen here with its first call.</p>
      <div class="command"><pre>${agent}</pre><${Copy} text=${agent} /></div>
      <p class="dim">Waiting. This page looks for it every 5 seconds. For what was earlier choose a longer range above.</p>
    <//>
    <${Panel} title="What has come here so far" state=${pipeline} isEmpty=${({ received, refused }) => !some(received) && !refused?.length}
      empty="Nothing yet: nobody has sent to this hub since it was started.">
      ${({ received, refused }) => html`
        <dl class="facts">
          ${Object.entries(received ?? {}).map(([name, count]) => html`<dt>${name.replaceAll('_', ' ')}</dt><dd>${number(count)}</dd>`)}
          ${(refused ?? []).map((one) => html`<dt class="bad">refused: ${one.reason}</dt><dd>${number(one.count)}, last <${Time} at=${one.last_time} relative /></dd>`)}
        </dl>
        <p><a href=${link('pipeline')}>All of the pipeline</a></p>`}
    <//>`;
}

function some(received) {
  return Object.values(received ?? {}).some((count) => count > 0);
}
