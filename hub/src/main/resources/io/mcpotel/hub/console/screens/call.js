// SPDX-License-Identifier: Apache-2.0
import { html, useEffect, useMemo, useRef, useState } from '../html.js';
import { useApi } from '../api.js';
import { cut, duration } from '../format.js';
import { useKeys } from '../keys.js';
import { waterfall } from '../logic/waterfall.js';
import { beginOf, millis } from '../logic/time.js';
import { Copy } from '../parts/copy.js';
import { CallName, Outcome, Side } from '../parts/outcome.js';
import { Panel } from '../parts/panel.js';
import { SpanDetails } from '../parts/span.js';
import { Table } from '../parts/table.js';
import { Time } from '../parts/time.js';
import { Waterfall } from '../parts/waterfall.js';
import { go, link, setParams } from '../router.js';

const AROUND_MS = 10_000;
const YOUNG_MS = 60_000;

export default function Call({ id, params }) {
  const isRecord = id === 'record';
  // Spans of other processes come in their own time.
  const [isYoung, setYoung] = useState(true);
  const state = useApi(
    isRecord ? 'operations' : `traces/${encodeURIComponent(id)}`, isRecord ? recordOf(params) : {}, { every: isYoung ? 5_000 : 0 });
  const trace = useMemo(() => (state.data ? laidOut(state.data, params) : null), [state.data]);
  const chosen = trace ? chosenOf(trace, params.span) : -1;
  const row = trace?.rows[chosen];
  const call = useMemo(() => trace && mainOf(trace), [trace]);
  const control = useRef();
  useEffect(() => control.current?.focus(), [Boolean(trace)]);
  useEffect(() => setYoung(!trace || Date.now() - trace.start < YOUNG_MS), [trace]);
  useKeys({
    j: ['to the next span', () => choose(Math.min(trace.rows.length - 1, chosen + 1))],
    k: ['to the span before', () => choose(Math.max(0, chosen - 1))],
    e: ['to the next span that failed', nextFailed],
    r: ['the session around it', () => sessionOf(row) && go('session', sessionOf(row), { span: row.span.span_id })],
    u: ['look for new spans of it', state.again],
  });

  function choose(index) {
    setParams({ span: trace?.rows[index]?.span.span_id }, { replace: true });
  }

  function nextFailed() {
    const failed = trace?.rows.map((one, i) => (one.failed ? i : -1)).filter((i) => i >= 0) ?? [];
    if (failed.length) {
      choose(failed.find((i) => i > chosen) ?? failed[0]);
    }
  }

  if (state.error?.status === 404 && !trace) {
    return html`
      <${Heading} id=${id} main=${null} />
      <${Panel} title="Trace"><div class="state">Nothing is known of this trace. What is new may still be on its way,
        and what is old may have been deleted. <button type="button" onClick=${state.again}>Look again</button></div></${Panel}>`;
  }
  return html`
    <${Heading} id=${id} main=${call} />
    <div class="call-grid">
      <${Panel} title="Trace" state=${state} note=${trace && noteOf(trace)} size="trace"
        isEmpty=${() => !trace.rows.length} empty="This trace has no span.">
        ${() => html`<${Waterfall} trace=${trace} chosen=${chosen} onChoose=${choose} control=${control} />`}
      </${Panel}>
      ${row && html`
        <${Panel} title="Span" size="details">
          <${SpanDetails} row=${row} process=${trace.processes[row.process]}
            onSpan=${(span) => setParams({ span }, { replace: true })} />
        </${Panel}>`}
    </div>
    <${Logs} id=${id} />
    ${call && sessionOf(call) && html`<${Around} row=${call} session=${sessionOf(call)} />`}`;
}

/** What finds the record of a call that has no trace. */
function recordOf({ at, session_id, method }) {
  const from = new Date(Math.floor(millis(at)) || 0);
  return { session_id, method, from: from.toISOString(), to: new Date(from.getTime() + 1).toISOString() };
}

function laidOut(data, { request_id: id }) {
  const trace = waterfall({
    spans: data.spans,
    operations: data.spans ? data.operations : data.operations.filter((one) => (one.request_id ?? undefined) === id),
  });
  for (const row of trace.rows) {
    row.failed = row.span.status === 'error' || Boolean(row.span.error_type ?? row.record?.error_type);
  }
  return trace;
}

/** The span of the address, or the first one of MCP, where one looks first. */
function chosenOf({ rows }, span) {
  const named = span ? rows.findIndex((row) => row.span.span_id === span) : -1;
  const mcp = rows.findIndex((row) => row.type === 'mcp');
  return named >= 0 ? named : Math.max(mcp, rows.length ? 0 : -1);
}

function sessionOf(row) {
  return row?.record?.session_id ?? row?.span.session_id;
}

function noteOf({ rows, processes, duration: all }) {
  const failed = rows.filter((row) => row.failed).length;
  const off = processes.filter((one) => Math.abs(one.offset) >= 1).length;
  return [
    `${rows.length} ${rows.length === 1 ? 'span' : 'spans'} of ${processes.length} ${processes.length === 1 ? 'process' : 'processes'} in ${duration(all)}`,
    failed && `${failed} failed (e)`,
    off && `${off} ${off === 1 ? 'clock' : 'clocks'} set right`,
  ].filter(Boolean).join(', ');
}

/** What the trace is about: the first call of a session, or whatever is first. */
function mainOf({ rows }) {
  const calls = rows.filter((row) => row.type === 'mcp');
  const requests = calls.filter((row) => !row.span.method?.startsWith('notifications/'));
  return requests.find(sessionOf) ?? requests[0] ?? calls[0] ?? rows[0];
}

function Heading({ id, main }) {
  const facts = main && { ...main.span, ...main.record };
  return html`
    <div class="head">
      <div class="crumbs"><a href=${link('calls')}>Calls</a></div>
      <h1>${facts ? (facts.method ? html`<${CallName} row=${facts} />` : cut(facts.name ?? 'Trace', 120)) : 'Call'}</h1>
      ${facts && html`<${Outcome} row=${{ ...facts, outcome: facts.outcome ?? (main.failed ? (facts.error_type ?? 'error') : null) }} />`}
      ${facts && html`<span class="sub"><${Time} at=${facts.time} millis=${true} />, ${duration(main.duration)}</span>`}
      <span class="filters"><span class="mono dim trace-id">${cut(id, 40)}</span><${Copy} text=${id} label="Copy id" /></span>
    </div>`;
}

function Logs({ id }) {
  const state = useApi('logs', { trace_id: id }, { every: 0 });
  const lines = state.data?.logs ?? [];
  return html`
    <${Panel} title="Log lines of this trace" state=${state} note=${lines.length ? String(lines.length) : null}
      isEmpty=${() => !lines.length}
      empty="No log line with this trace id. An application that exports its logs by OTLP has them here.">
      ${() => html`
        <div class="log" tabindex="0" role="group" aria-label="Log lines"><ol>
          ${lines.slice(0, 1_000).map((line, i) => html`
            <li key=${i}><${Time} at=${line.time} millis=${true} /><b class=${toneOf(line.severity)}>${line.severity ?? ''}</b>
              <span class="dim">${cut(line.service ?? '', 40)}</span><span>${line.body ?? line.name ?? ''}</span></li>`)}
        </ol></div>`}
    </${Panel}>`;
}

function toneOf(severity) {
  return /ERROR|FATAL/.test(severity) ? 'bad' : /WARN/.test(severity) ? 'warn' : 'dim';
}

function Around({ row, session }) {
  const at = millis(row.span.time);
  const state = useApi('operations', {
    session_id: session,
    role: row.record?.role,
    from: new Date(at - AROUND_MS).toISOString(),
    to: new Date(at + row.duration + AROUND_MS).toISOString(),
    limit: 200,
  }, { every: 0 });
  const columns = [
    { id: 'when', label: 'Ended', cell: (one) => html`<${Time} at=${one.time} millis=${true} />` },
    { id: 'since', label: 'From this', num: true, from: 'medium', cell: (one) => signed(beginOf(one) - at) },
    { id: 'what', label: 'Call', cell: (one) => html`<a href=${one.trace_id ? link('call', one.trace_id, { span: one.span_id }) : undefined}><${CallName} row=${one} /></a>` },
    { id: 'outcome', label: 'Outcome', cell: (one) => html`<${Outcome} row=${one} plain=${true} />` },
    { id: 'took', label: 'Took', num: true, cell: (one) => duration(one.duration_ms) },
    { id: 'side', label: 'Side', from: 'medium', cell: (one) => html`<${Side} row=${one} />` },
  ];
  return html`
    <${Panel} title="In its session, 10 s before and after" state=${state} isEmpty=${(data) => !data.operations.length}
      actions=${html`<a class="button" href=${link('session', session, { span: row.span.span_id })}>Replay the session</a>`}>
      ${({ operations }) => html`<${Table} label="Around this call" name="around" columns=${columns} rows=${[...operations].reverse()}
        keyOf=${(one) => `${one.span_id}${one.time}${one.direction}${one.method}`}
        rowClass=${(one) => (one.span_id && one.span_id === row.span.span_id ? 'this' : '')} />`}
    </${Panel}>`;
}

function signed(ms) {
  return Math.abs(ms) < 0.5 ? 'this' : `${ms < 0 ? '−' : '+'}${duration(Math.abs(ms))}`;
}
