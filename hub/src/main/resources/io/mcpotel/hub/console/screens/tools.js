// SPDX-License-Identifier: Apache-2.0
import { html, useMemo } from '../html.js';
import { useApi } from '../api.js';
import { bytes, cut, duration, number, percent, share, UNKNOWN } from '../format.js';
import { Badge } from '../parts/badge.js';
import { Figures } from '../parts/figures.js';
import { serverLink } from '../parts/firing.js';
import { Panel } from '../parts/panel.js';
import { Choice, Search, matches } from '../parts/search.js';
import { Table } from '../parts/table.js';
import { Time } from '../parts/time.js';
import { link } from '../router.js';

// Of the models that most people use; which one it is, no server is told.
const CONTEXT = 200_000;

const SHOWN = [['all', 'All tools'], ['called', 'Called'], ['uncalled', 'Never called'], ['failing', 'With errors'], ['changed', 'Changed']];
const SHOWS = {
  all: () => true,
  called: (row) => row.calls > 0,
  uncalled: (row) => row.calls === 0,
  failing: (row) => row.errors > 0,
  changed: (row) => row.description_changed != null,
};

const COLUMNS = [
  { id: 'tool', label: 'Tool', value: (row) => row.tool, cell: (row) => html`<a href=${link('tool', null, { service: row.service, tool: row.tool })}>${cut(row.tool)}</a>` },
  { id: 'service', label: 'Server', from: 'medium', value: (row) => row.service, cell: (row) => html`<a href=${serverLink({ service: row.service })}>${cut(row.service)}</a>` },
  { id: 'calls', label: 'Calls', num: true, value: (row) => row.calls, cell: (row) => (row.calls ? number(row.calls) : html`<span class="dim">none</span>`) },
  { id: 'errors', label: 'Errors', num: true, value: (row) => share(row.errors, row.calls), hint: 'Share of calls that failed',
    cell: (row) => row.calls > 0 && html`<span class=${row.errors / row.calls > 0.05 ? 'bad' : ''}>${percent(share(row.errors, row.calls))}</span>` },
  { id: 'p95', label: 'p95', num: true, value: (row) => row.p95_ms, cell: (row) => duration(row.p95_ms) },
  { id: 'wait', label: 'Wait', num: true, from: 'wide', value: (row) => row.wait_p95_ms, hint: 'p95 of the time until the handler ran', cell: (row) => duration(row.wait_p95_ms) },
  { id: 'cpu', label: 'CPU', num: true, from: 'wide', value: (row) => row.cpu_p95_ms, hint: 'p95 of the CPU time of a call', cell: (row) => duration(row.cpu_p95_ms) },
  { id: 'allocated', label: 'Memory', num: true, from: 'wide', value: (row) => row.allocated_p95_bytes, hint: 'p95 of what a call allocates', cell: (row) => bytes(row.allocated_p95_bytes) },
  { id: 'size', label: 'Result', num: true, from: 'wide', value: (row) => row.response_size_p95, hint: 'p95 of the size of a result', cell: (row) => bytes(row.response_size_p95) },
  { id: 'tokens', label: 'Tokens', num: true, from: 'wide', value: (row) => row.tokens_p95, hint: 'p95 of the tokens of a result, estimated', cell: (row) => number(row.tokens_p95) },
  { id: 'callers', label: 'Callers', num: true, from: 'wide', value: (row) => callers(row.callers), hint: 'Clients that called it', cell: (row) => number(callers(row.callers)) },
  { id: 'changed', label: 'Changed', from: 'wide', value: (row) => row.description_changed && Date.parse(row.description_changed), hint: 'When its description or schema changed',
    cell: (row) => row.description_changed && html`<${Badge} state="warning" text=${html`<${Time} at=${row.description_changed} relative />`} />` },
  { id: 'last', label: 'Last call', num: true, from: 'medium', value: (row) => row.last_called && Date.parse(row.last_called), cell: (row) => row.last_called && html`<${Time} at=${row.last_called} relative />` },
];

function callers(value) {
  return Array.isArray(value) ? value.length : value;
}

export default function Tools({ params, range }) {
  const state = useApi('tools', { ...range.query, service: params.service });
  const all = state.data?.tools ?? [];
  const rows = useMemo(
    () => all.filter((row) => (SHOWS[params.show] ?? SHOWS.all)(row) && matches(params.q, [row.tool, row.service])),
    [state.data, params.q, params.show]);
  return html`
    <div class="head"><h1>Tools</h1>
      ${params.service && html`<a class="chip" href=${link('tools')} title="Show the tools of all servers">${cut(params.service)} <span aria-hidden="true">✕</span><span class="unseen">: show all servers</span></a>`}
      <div class="filters">
        <${Choice} name="show" label="Show" options=${SHOWN} />
        <${Search} label="Filter tools" />
      </div>
    </div>
    <${Totals} rows=${all} lists=${state.data?.lists ?? []} isLoading=${!state.data} range=${range} />
    <${Panel} state=${state} size="tall" label="Tools" isEmpty=${() => !rows.length}
      empty=${all.length ? 'No tool matches the filter.' : `No tool was called ${range.phrase}.`}>
      ${() => html`<${Table} label="Tools" columns=${COLUMNS} rows=${rows} keyOf=${(row) => JSON.stringify([row.service, row.tool])} order="-calls" />`}
    <//>`;
}

/** What it takes of a model's context to know the tools, before any of them is called. */
function listSize(lists) {
  const largest = lists.reduce((most, list) => (list.tokens > (most?.tokens ?? -1) ? list : most), null);
  return {
    name: lists.length === 1 ? 'List of tools' : 'Largest list',
    value: largest ? `≈ ${number(largest.tokens)}` : UNKNOWN,
    more: largest ? `tokens${lists.length === 1 ? '' : ` of ${cut(largest.service, 30)}`}, ${percent(largest.tokens / CONTEXT)} of ${number(CONTEXT)}` : '',
    hint: lists.length ? lists.map((list) => `${cut(list.service, 60)}: ${bytes(list.bytes)}, about ${number(list.tokens)} tokens`).slice(0, 20).join('\n')
      : 'What a model reads before its first call; known where an answer to tools/list was recorded in this range',
  };
}

function Totals({ rows, lists, isLoading, range }) {
  const calls = rows.reduce((sum, row) => sum + row.calls, 0);
  const errors = rows.reduce((sum, row) => sum + row.errors, 0);
  const uncalled = rows.filter((row) => row.calls === 0).length;
  const changed = rows.filter((row) => row.description_changed != null).length;
  const servers = new Set(rows.map((row) => row.service)).size;
  const shown = (value) => (isLoading ? UNKNOWN : value);
  return html`<${Figures} items=${[
    { name: 'Tools', value: shown(number(rows.length)), more: isLoading ? '' : `of ${servers} ${servers === 1 ? 'server' : 'servers'}` },
    { name: 'Calls', value: shown(number(calls)), more: isLoading ? '' : range.label },
    { name: 'Errors', value: shown(percent(share(errors, calls))), tone: errors / calls > 0.05 ? 'bad' : '', more: isLoading ? '' : number(errors) },
    { name: 'Never called', value: shown(number(uncalled)), hint: 'Offered, read by every model, and called by none in this range' },
    { name: 'Changed', value: shown(number(changed)), tone: changed ? 'warn' : '', more: changed ? 'description or schema' : '' },
    isLoading ? { name: 'List of tools', value: UNKNOWN } : listSize(lists),
  ]} />`;
}
