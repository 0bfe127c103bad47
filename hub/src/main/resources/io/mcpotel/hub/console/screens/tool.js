// SPDX-License-Identifier: Apache-2.0
import { html, useMemo } from '../html.js';
import { useApi } from '../api.js';
import { bytes, cut, duration, number, percent, share } from '../format.js';
import { Chart } from '../parts/chart.js';
import { Distribution } from '../parts/distribution.js';
import { Figures } from '../parts/figures.js';
import { serverLink } from '../parts/firing.js';
import { Heatmap } from '../parts/heatmap.js';
import { Panel } from '../parts/panel.js';
import { perMinute, useSeries } from '../parts/series.js';
import { Table } from '../parts/table.js';
import { Time } from '../parts/time.js';
import { link, stepOf } from '../router.js';

const EVERY = 10_000;

/** What is shown of one goes when another is asked for, even where that cannot be loaded. */
export default function Tool(props) {
  const { service, tool } = props.params;
  return html`<${OneTool} key=${JSON.stringify([service, tool])} ...${props} />`;
}

function OneTool({ params, range }) {
  const { service, tool } = params;
  const who = { service, tool };
  const asked = service && tool;
  const one = useApi(asked ? 'tool' : null, { ...range.query, ...who }, { every: EVERY });
  const tools = useApi(asked ? 'tools' : null, { ...range.query, service }, { every: EVERY });
  const row = tools.data?.tools.find((each) => each.tool === tool);
  if (!asked) {
    return html`<div class="state">Which tool? <a href=${link('tools')}>Choose one of them</a></div>`;
  }
  return html`
    <div class="head">
      <p class="crumbs"><a href=${link('tools')}>Tools</a> / <a href=${serverLink({ service })}>${cut(service)}</a></p>
      <h1>${cut(tool, 200)}</h1>
      ${row?.description_changed && html`<span class="sub">Description or schema changed <${Time} at=${row.description_changed} relative /></span>`}
      <div class="filters">
        <a href=${link('calls', null, who)}>Calls</a>
        <a href=${link('calls', null, { ...who, is: 'error' })}>Failed calls</a>
      </div>
    </div>
    <${Figures} items=${[
      { name: 'Calls', value: number(row?.calls), more: range.label },
      { name: 'Errors', value: percent(row && share(row.errors, row.calls)), tone: row && row.errors / row.calls > 0.05 ? 'bad' : '', more: row && number(row.errors) },
      { name: 'p95', value: duration(row?.p95_ms), more: row && `p50 ${duration(row.p50_ms)}, p99 ${duration(row.p99_ms)}` },
      { name: 'Wait', value: duration(row?.wait_p95_ms), more: 'p95 until it ran' },
      { name: 'CPU', value: duration(row?.cpu_p95_ms), more: 'p95 of a call' },
      { name: 'Memory', value: bytes(row?.allocated_p95_bytes), more: 'p95 allocated' },
      { name: 'Result', value: bytes(row?.response_size_p95), more: row?.tokens_p95 != null ? `${number(row.tokens_p95)} tokens` : 'p95' },
    ]} />
    <div class="grid">
      <${Calls} who=${who} range=${range} />
      <${Panel} title="Durations" note="how many calls took how long" size="half chart-size" state=${one} isEmpty=${({ durations }) => !durations.some((each) => each.count)}>
        ${({ durations }) => html`<${Distribution} durations=${durations} p95=${row?.p95_ms} />`}
      <//>
    </div>
    <${Heat} who=${who} range=${range} />
    <${Panel} title="Kinds of errors" state=${one} isEmpty=${({ errors }) => !errors.length} empty="No call failed in this range.">
      ${({ errors }) => html`<${Table} label="Kinds of errors" name="errors" columns=${errorColumns(who)} rows=${errors} keyOf=${(each) => each.error_type} order="-count" />`}
    <//>
    <${Panel} title="Slowest calls" state=${one} isEmpty=${({ slowest }) => !slowest.length} empty="No call in this range.">
      ${({ slowest }) => html`<${Table} label="Slowest calls" name="slowest" columns=${SLOWEST} rows=${slowest} keyOf=${(each) => each.time + each.span_id} order="-duration" />`}
    <//>
    <${Panel} title="Callers" state=${one} isEmpty=${({ callers }) => !callers?.length} empty="No client called it in this range.">
      ${({ callers }) => html`<${Callers} callers=${callers} />`}
    <//>`;
}

function Calls({ who, range }) {
  const states = [useSeries('calls', who, range), useSeries('errors', who, range)];
  const series = useMemo(() => [
    { label: 'calls', color: '--series-1', points: states[0].data ? perMinute(states[0].data) : [] },
    { label: 'errors', color: '--series-6', points: states[1].data ? perMinute(states[1].data) : [] },
  ], [states[0].data, states[1].data]);
  return html`
    <${Panel} title="Calls" note="a minute" size="half chart-size" state=${states}>
      ${() => html`<${Chart} label="Calls a minute" series=${series} range=${range} />`}
    <//>`;
}

function Heat({ who, range }) {
  const state = useApi('heatmap', { ...range.query, ...who, step: `${stepOf(range)}s` }, { every: EVERY });
  return html`
    <${Panel} title="Durations over time" note="darker is more calls" size="chart-size" state=${state}
      isEmpty=${({ columns }) => !columns.some(([, counts]) => counts.some(Boolean))}>
      ${(data) => html`<${Heatmap} label="Durations" data=${data} range=${range} />`}
    <//>`;
}

function errorColumns(who) {
  return [
    { id: 'kind', label: 'Kind', value: (row) => row.error_type, cell: (row) => html`<a href=${link('calls', null, { ...who, error_type: row.error_type })}>${cut(row.error_type)}</a>` },
    { id: 'count', label: 'Calls', num: true, value: (row) => row.count, cell: (row) => number(row.count) },
    { id: 'last', label: 'Last', num: true, value: (row) => Date.parse(row.last_time), cell: (row) => html`<${Time} at=${row.last_time} relative />` },
    { id: 'example', label: 'Example', cell: (row) => row.last_trace_id && html`<a href=${link('call', row.last_trace_id)}>the last one</a>` },
  ];
}

const SLOWEST = [
  { id: 'time', label: 'Time', value: (row) => Date.parse(row.time), cell: (row) => (row.trace_id
    ? html`<a href=${link('call', row.trace_id)}><${Time} at=${row.time} /></a>` : html`<${Time} at=${row.time} />`) },
  { id: 'duration', label: 'Duration', num: true, value: (row) => row.duration_ms, cell: (row) => duration(row.duration_ms) },
  { id: 'wait', label: 'Wait', num: true, from: 'medium', value: (row) => row.handler_wait_ms, cell: (row) => duration(row.handler_wait_ms) },
  { id: 'outcome', label: 'Outcome', value: (row) => row.error_type ?? row.outcome },
  { id: 'client', label: 'Client', from: 'medium', value: (row) => row.client_name },
  { id: 'instance', label: 'Instance', from: 'wide', value: (row) => row.instance },
  { id: 'result', label: 'Result', num: true, from: 'wide', value: (row) => row.response_size, cell: (row) => bytes(row.response_size) },
];

function Callers({ callers }) {
  const list = Array.isArray(callers) ? callers : [];
  return html`<dl class="facts">${list.map((each) => {
    const name = typeof each === 'string' ? each : each.client_name ?? 'a client without a name';
    return html`<dt key=${name}><a href=${link('clients', null, { q: name })}>${cut(name)}</a></dt><dd>${each.calls == null ? '' : `${number(each.calls)} calls`}</dd>`;
  })}</dl>`;
}
