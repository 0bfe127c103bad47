// SPDX-License-Identifier: Apache-2.0
// What one instance says of itself: what it is, and what its agent's doctor finds.
import { html } from '../html.js';
import { cut } from '../format.js';
import { Badge } from '../parts/badge.js';
import { Copy } from '../parts/copy.js';
import { Panel } from '../parts/panel.js';
import { Time } from '../parts/time.js';
import { link } from '../router.js';

const MOST_TEXT = 400;

/** state is of servers/one, where there is one instance. */
export function Identity({ instance, rows, state }) {
  const row = rows[0];
  const facts = [
    ['MCP server', row && [row.server_name, row.server_version].filter(Boolean).join(' ')],
    ['host', instance && row?.host],
    ['transport', row?.transport],
    ['MCP SDK', row?.sdk_version],
    ['agent', row?.agent_version],
    ...Object.entries(state.data?.identity ?? {}).filter(([name]) => name !== 'host.name'),
  ].filter(([, value]) => value != null && value !== '');
  return html`
    <${Panel} title="Who it is" size="half" state=${instance && !state.error?.isMissing ? state : undefined}>
      ${() => html`
        ${!instance && html`<p class="dim">${rows.length} instances; choose one of them below for its process and its doctor.</p>`}
        <dl class="facts">${facts.map(([name, value]) => html`<dt key=${name}>${name}</dt><dd>${cut(typeof value === 'string' ? value : JSON.stringify(value), 300)}</dd>`)}</dl>`}
    <//>`;
}

/** As java -jar mcp-otel-agent.jar doctor says it, for a JVM that reports. */
export function Doctor({ state }) {
  const findings = state.data?.doctor;
  const bad = (findings ?? []).filter((one) => !one.ok).length;
  return html`
    <${Panel} title="Doctor" state=${state}
      note=${findings && html`${bad ? `${bad} of ${findings.length} findings ${bad === 1 ? 'is' : 'are'} bad` : 'all is well'}, as reported <${Time} at=${state.data.last_report} relative />`}>
      ${() => (findings ? html`<${Findings} findings=${findings} />` : html`<${Unknown} data=${state.data} />`)}
    <//>`;
}

function Findings({ findings }) {
  return html`
    <ul class="findings">${findings.map((one, i) => html`
      <li key=${i}>
        <${Badge} state=${one.ok ? 'ok' : 'failed'} text=${one.ok ? 'ok' : 'BAD'} />
        <span class="about">${cut(one.about, 40)}</span>
        <span class="text">${cut(one.text, MOST_TEXT)}${one.todo && html`<span class="todo">→ ${cut(one.todo, MOST_TEXT)}</span>`}</span>
      </li>`)}</ul>`;
}

function Unknown({ data }) {
  const pid = data.identity['process.pid'];
  const command = `java -jar mcp-otel-agent.jar doctor${Number.isInteger(pid) ? ` ${pid}` : ''}`;
  return html`
    <p class="dim">${data.last_report
      ? 'What reports for it does not tell what its doctor finds; a newer agent does.'
      : html`It sends no reports. With <code>${`otel.instrumentation.mcp.report.endpoint=${location.origin}/api/v1/metrics`}</code> what
        its doctor finds is here.`} What was dropped is told in <a href=${link('pipeline')}>the pipeline</a>. On its machine, ask:</p>
    <div class="command"><pre>${command}</pre><${Copy} text=${command} /></div>`;
}
