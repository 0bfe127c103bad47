// SPDX-License-Identifier: Apache-2.0
// All that is known of one span, and of the record that stands at it.
import { html } from '../html.js';
import { bytes, cut, duration } from '../format.js';
import { jqLine, promQl, traceparent } from '../logic/copy.js';
import { link } from '../router.js';
import { Copy } from './copy.js';
import { Json, JsonText } from './json.js';
import { CallName, Outcome, Side } from './outcome.js';
import { Time } from './time.js';
import { TYPES } from './waterfall.js';

const ARGUMENTS = 'gen_ai.tool.call.arguments';
const RESULT = 'gen_ai.tool.call.result';
const MOST_TEXT = 300;
const TOLD_APART = new Set([
  ARGUMENTS, RESULT, 'error.message', 'exception.type', 'exception.message', 'code.stacktrace', 'exception.stacktrace',
]);

export function SpanDetails({ row, process, onSpan }) {
  const { span, record } = row;
  const all = { ...span.attributes, ...record?.attributes };
  const rest = Object.entries(all).filter(([name]) => !TOLD_APART.has(name));
  const facts = { ...span, ...record };
  return html`
    <div class="span-details">
      <header>
        <span class=${`type ${row.type}`}>${TYPES[row.type][0]}</span>
        <h3>${facts.method ? html`<${CallName} row=${facts} />` : cut(span.name ?? span.span_id ?? '?', 200)}</h3>
        <${Outcome} row=${record ?? failureOf(row)} />
        <b>${duration(row.duration)}</b>
      </header>
      <${Copies} row=${facts} span=${span} record=${record} />
      <${Failure} span=${span} attributes=${all} />
      <${Captured} title="Arguments" text=${all[ARGUMENTS]} />
      <${Captured} title="Result" text=${all[RESULT]} />
      <h4>Fields</h4>
      <dl class="facts">
        ${factsOf(facts, row, process).map(([name, value]) => html`<dt key=${name}>${name}</dt><dd>${value}</dd>`)}
        ${rest.map(([name, value]) => html`<dt key=${name} class="mono">${cut(name, 120)}</dt><dd>${isLong(value) ? html`<${Json} value=${value} open=${0} />` : String(value)}</dd>`)}
      </dl>
      <${Events} span=${span} />
      <${Links} span=${span} onSpan=${onSpan} />
    </div>`;
}

function failureOf({ failed, span }) {
  const type = failed ? (span.error_type ?? 'error') : null;
  return { outcome: type, error_type: type };
}

function factsOf(facts, row, process) {
  const known = [
    ['Began', html`<${Time} at=${facts.time} millis=${true} />`],
    ['Process', [process.service, process.instance].filter(Boolean).join(' · ')],
    ['Clock', Math.abs(process.offset) >= 1 ? `set ${process.offset > 0 ? 'forward' : 'back'} by ${duration(Math.abs(process.offset))}, to agree with its callers` : null],
    ['Side', facts.role ? html`<${Side} row=${facts} />` : null],
    ['Waited for a thread', facts.handler_wait_ms == null ? null : duration(facts.handler_wait_ms)],
    ['Request, answer', facts.request_size == null && facts.response_size == null ? null : `${bytes(facts.request_size)}, ${bytes(facts.response_size)}`],
    ['Client', named(facts.client_name, facts.client_version)],
    ['Server', named(facts.server_name, facts.server_version)],
    ['Protocol', [facts.protocol_version, facts.transport].filter(Boolean).join(' over ')],
    ['Session', facts.session_id ? html`<a class="mono" href=${link('session', facts.session_id)}>${cut(facts.session_id, 120)}</a>` : null],
    ['Request id', facts.request_id],
    ['Release', [facts.service_version, facts.agent_version && `agent ${facts.agent_version}`].filter(Boolean).join(', ')],
    ['Span', html`<span class="mono">${facts.span_id}</span>`],
    ['Scope', facts.scope],
    ['Parent', row.orphan ? `${facts.parent_span_id}, which did not arrive` : null],
  ];
  return known
    .filter(([, value]) => value != null && value !== '')
    .map(([name, value]) => [name, typeof value === 'string' ? cut(value, MOST_TEXT) : value]);
}

function isLong(value) {
  return (typeof value === 'object' && value !== null) || (typeof value === 'string' && value.length > MOST_TEXT);
}

function named(name, version) {
  return name ? [name, version].filter(Boolean).join(' ') : null;
}

function Copies({ row, span, record }) {
  const parent = traceparent(span.trace_id, span.span_id);
  return html`
    <div class="copies">
      ${parent && html`<${Copy} label="traceparent" text=${parent} />`}
      <${Copy} label="JSON" text=${() => JSON.stringify(record ? { span, record } : { span }, null, 2)} />
      ${row.method && html`<${Copy} label="jq" text=${() => jqLine(row)} />`}
      ${row.method && html`<${Copy} label="PromQL" text=${() => promQl(row)} />`}
      ${row.method && html`<a class="button" href=${link('calls', null, { service: row.service, method: row.method, tool: row.tool })}>Calls like this</a>`}
    </div>`;
}

function Failure({ span, attributes }) {
  const thrown = (span.events ?? []).filter((event) => event.name === 'exception').map((event) => event.attributes ?? {});
  const first = thrown[0] ?? {};
  const type = attributes['exception.type'] ?? first['exception.type'];
  const message = attributes['error.message'] ?? attributes['exception.message'] ?? first['exception.message'] ?? span.status_message;
  const stack = first['exception.stacktrace'] ?? attributes['exception.stacktrace'] ?? attributes['code.stacktrace'];
  if (!type && !message && !stack) {
    return null;
  }
  return html`
    <div class="failure">
      ${type && html`<b class="mono">${cut(type, MOST_TEXT)}</b>`}
      ${message && html`<p>${message}</p>`}
      ${stack && html`
        <details open=${true}>
          <summary>Stack</summary>
          <pre tabindex="0">${stack}</pre>
          <${Copy} label="Copy the stack" text=${stack} />
        </details>`}
    </div>`;
}

function Captured({ title, text }) {
  return text == null ? null : html`
    <h4>${title}</h4>
    <div class="captured"><${JsonText} text=${text} /></div>`;
}

function Events({ span }) {
  const events = (span.events ?? []).filter((event) => event.name !== 'exception');
  return events.length ? html`<h4>Events</h4><${Json} value=${events} open=${2} />` : null;
}

function Links({ span, onSpan }) {
  const links = span.links ?? [];
  return links.length ? html`
    <h4>Links</h4>
    <ul>${links.map((to) => html`
      <li key=${to.trace_id + to.span_id}>${to.trace_id === span.trace_id
        ? html`<button type="button" onClick=${() => onSpan(to.span_id)}>span ${to.span_id}</button>`
        : html`<a class="mono" href=${link('call', to.trace_id, { span: to.span_id })}>trace ${to.trace_id}</a>`}</li>`)}
    </ul>` : null;
}
