// SPDX-License-Identifier: Apache-2.0
import { html, useMemo } from '../html.js';
import { useApi } from '../api.js';
import { age, cut, duration, number, percent, share } from '../format.js';
import { Badge } from '../parts/badge.js';
import { Chart } from '../parts/chart.js';
import { Figures } from '../parts/figures.js';
import { Firing, serverLink } from '../parts/firing.js';
import { Heatmap } from '../parts/heatmap.js';
import { Panel } from '../parts/panel.js';
import { perMinute, useSeries } from '../parts/series.js';
import { Table } from '../parts/table.js';
import { Time } from '../parts/time.js';
import { link, stepOf } from '../router.js';
import { groups } from './fleet-rows.js';
import { Doctor, Identity } from './server-facts.js';

const EVERY = 10_000;

/** What is shown of one goes when another is asked for, even where that cannot be loaded. */
export default function Server(props) {
  const { service, instance } = props.params;
  return html`<${OneServer} key=${JSON.stringify([service, instance])} ...${props} />`;
}

function OneServer({ params, range }) {
  const { service, instance } = params;
  const servers = useApi('servers', { ...range.query, service });
  const history = useApi('alert_history', { ...range.query }, { every: EVERY });
  const alerts = useApi('alerts', {}, { every: EVERY });
  const marks = useMemo(() => marksOf(service, alerts.data, history.data), [service, alerts.data, history.data]);
  const rows = (servers.data?.servers ?? []).filter((row) => !instance || row.instance === instance);
  const row = groups(rows, 'service')[0];
  const one = instance ?? (rows.length === 1 ? rows[0].instance : null);
  const said = useApi(one ? 'servers/one' : null, { ...range.query, service, instance: one }, { every: EVERY });
  if (!service) {
    return html`<div class="state">Which server? <a href=${link('fleet')}>Choose one of the fleet</a></div>`;
  }
  const who = { service, instance };
  return html`
    <div class="head">
      <p class="crumbs"><a href=${link('fleet')}>Fleet</a>${instance && html` / <a href=${serverLink({ service })}>${cut(service)}</a>`}</p>
      <h1>${cut(instance ?? service, 200)}</h1>
      ${row?.state && html`<${Badge} state=${row.state} title=${row.state_reason} />`}
      ${row?.state_reason && html`<span class="sub">${row.state_reason}</span>`}
      <div class="filters">
        <a href=${link('calls', null, who)}>Calls</a>
        <a href=${link('calls', null, { ...who, is: 'error' })}>Failed calls</a>
        <a href=${link('tools', null, { service })}>Tools</a>
        <a href=${link('sessions', null, who)}>Sessions</a>
      </div>
    </div>
    <${Firing} service=${service} />
    <${Totals} row=${row} range=${range} />
    <div class="grid">
      <${Lines} title="Calls" note="a minute" metrics=${[['calls', 'calls', '--series-1'], ['errors', 'errors', '--series-6']]} who=${who} range=${range} marks=${marks} rate />
      <${Lines} title="Durations" metrics=${[['p50', 'p50', '--series-4'], ['p95', 'p95', '--series-1'], ['p99', 'p99', '--series-3']]} who=${who} range=${range} marks=${marks} format=${duration} />
    </div>
    <${Durations} who=${who} range=${range} />
    <div class="grid">
      <${Split} title="Errors by method" metric="errors" by="method" who=${who} range=${range} />
      <${Split} title="Errors by kind" metric="errors" by="error_type" who=${who} range=${range} />
      <${Lines} title="Saturation" note="requests" metrics=${[['open_requests', 'open', '--series-1'], ['waiting', 'waiting for a thread', '--series-2']]} who=${who} range=${range} marks=${marks} />
      <${Lines} title="Sessions" metrics=${[['active_sessions', 'active', '--series-1']]} who=${who} range=${range} />
      <${Lines} title="CPU" metrics=${[['cpu_percent', 'CPU', '--series-1']]} who=${who} range=${range} format=${(v) => percent(v / 100)} />
      <${Lines} title="Memory" metrics=${[['memory_mb', 'memory', '--series-1']]} who=${who} range=${range} format=${(v) => `${number(v)} MB`} />
      <${Lines} title="Rejected messages" note="a minute" metrics=${[['rejected', 'rejected', '--series-6']]} who=${who} range=${range} rate />
      <${Identity} instance=${one} rows=${rows} state=${said} />
    </div>
    ${one && html`<${Doctor} state=${said} />`}
    ${rows.length > 1 && html`<${Instances} rows=${rows} />`}
    <${Events} who=${who} range=${range} />`;
}

function Totals({ row, range }) {
  return html`<${Figures} items=${[
    { name: 'Calls a minute', value: number(row && row.calls / (range.seconds / 60)), more: row && `${number(row.calls)} in all` },
    { name: 'Errors', value: percent(row && share(row.errors, row.calls)), tone: row && row.errors / row.calls > 0.05 ? 'bad' : '', more: row && number(row.errors) },
    { name: 'p95', value: duration(row?.p95_ms), more: row?.p50_ms != null ? `p50 ${duration(row.p50_ms)}, p99 ${duration(row.p99_ms)}` : row?.instances.length > 1 && 'of the slowest instance' },
    { name: 'Open requests', value: number(row?.open_requests), more: row?.oldest_request_seconds > 0 && `oldest ${age(row.oldest_request_seconds)}` },
    { name: 'Sessions', value: number(row?.active_sessions ?? row?.sessions) },
    { name: 'Up', value: age(row?.uptime_seconds), more: row?.last_heard && html`heard <${Time} at=${row.last_heard} relative />` },
  ]} />`;
}

function Lines({ title, note, metrics, who, range, marks, format = number, rate }) {
  // Always the same metrics in the same order, as hooks want it.
  const states = metrics.map(([metric]) => useSeries(metric, who, range));
  const data = states.map((state) => state.data);
  const series = useMemo(
    () => metrics.map(([, label, color], i) => ({
      label,
      color,
      points: data[i] ? (rate ? perMinute(data[i]) : data[i].series[0]?.points ?? []) : [],
    })), data);
  return html`
    <${Panel} title=${title} note=${note} size="half chart-size" state=${states} isEmpty=${() => series.every((one) => one.points.every(([, v]) => v === null))}>
      ${() => html`<${Chart} label=${title} series=${series} range=${range} marks=${marks} format=${format} />`}
    <//>`;
}

const MOST_SERIES = 6;

function Split({ title, metric, by, who, range }) {
  const state = useSeries(metric, who, range, by);
  const series = useMemo(() => {
    const sum = (one) => one.points.reduce((total, [, value]) => total + (value ?? 0), 0);
    return (state.data?.series ?? [])
      .filter((one) => sum(one) > 0)
      .sort((a, b) => sum(b) - sum(a))
      .slice(0, MOST_SERIES)
      .map((one) => ({ label: one.labels[by] ?? 'none', points: one.points }));
  }, [state.data]);
  return html`
    <${Panel} title=${title} note=${state.data && series.length ? `in ${age(state.data.step_seconds)}` : ''} size="half chart-size" state=${state} isEmpty=${() => !series.length} empty="No error in this range.">
      ${() => html`<${Chart} label=${title} series=${series} range=${range} />`}
    <//>`;
}

function Durations({ who, range }) {
  const state = useApi('heatmap', { ...range.query, ...who, step: `${stepOf(range)}s` }, { every: EVERY });
  return html`
    <${Panel} title="All durations" note="each column is a time, each row a duration; darker is more calls" state=${state} size="chart-size"
      isEmpty=${({ columns }) => !columns.some(([, counts]) => counts.some(Boolean))}>
      ${(data) => html`<${Heatmap} label="Durations" data=${data} range=${range} />`}
    <//>`;
}

const INSTANCE_COLUMNS = [
  { id: 'instance', label: 'Instance', value: (row) => row.instance, cell: (row) => html`<a href=${serverLink(row)}>${cut(row.instance)}</a>` },
  { id: 'state', label: 'State', value: (row) => row.state, cell: (row) => row.state && html`<${Badge} state=${row.state} title=${row.state_reason} />` },
  { id: 'calls', label: 'Calls', num: true, value: (row) => row.calls, cell: (row) => number(row.calls) },
  { id: 'errors', label: 'Errors', num: true, value: (row) => share(row.errors, row.calls), cell: (row) => percent(share(row.errors, row.calls)) },
  { id: 'p95', label: 'p95', num: true, value: (row) => row.p95_ms, cell: (row) => duration(row.p95_ms) },
  { id: 'host', label: 'Host', from: 'wide', value: (row) => row.host },
  { id: 'release', label: 'Release', from: 'medium', value: (row) => row.service_version ?? row.server_version },
  { id: 'heard', label: 'Last heard', num: true, value: (row) => Date.parse(row.last_heard), cell: (row) => html`<${Time} at=${row.last_heard} relative />` },
];

function Instances({ rows }) {
  return html`<${Panel} title="Instances">
    <${Table} label="Instances" columns=${INSTANCE_COLUMNS} rows=${rows} keyOf=${(row) => row.instance} order="instance" />
  <//>`;
}

const EVENT_COLUMNS = [
  { id: 'time', label: 'Time', value: (row) => Date.parse(row.time), num: false, cell: (row) => html`<${Time} at=${row.time} />` },
  { id: 'type', label: 'What', value: (row) => row.type },
  { id: 'summary', label: 'Summary', cell: (row) => row.summary, class: 'wrap' },
  { id: 'instance', label: 'Instance', from: 'wide', value: (row) => row.instance },
];

function Events({ who, range }) {
  const state = useApi('events', { ...range.query, ...who, limit: 100 }, { every: EVERY });
  return html`
    <${Panel} title="What happened" note="stuck requests, changed tools, rejections, lost transports, alerts" state=${state}
      isEmpty=${({ events }) => !events.length} empty="Nothing out of the ordinary in this range.">
      ${({ events }) => html`<${Table} label="Events" name="events" columns=${EVENT_COLUMNS} rows=${events} keyOf=${(row) => row.time + row.type + row.summary} order="-time" />`}
    <//>`;
}

function marksOf(service, alerts, history) {
  const mine = (labels) => labels?.service === service;
  return [
    ...(history?.alert_history ?? []).filter((one) => mine(one.labels) && ['firing', 'resolved', 'inactive', 'ok'].includes(one.to_state))
      .map((one) => ({ at: Date.parse(one.time), label: one.rule, severity: one.to_state === 'firing' ? 'critical' : 'good' })),
    ...(alerts?.alerts ?? []).filter((one) => mine(one.labels) && one.state === 'firing')
      .map((one) => ({ at: Date.parse(one.since), label: one.rule, severity: one.severity })),
  ];
}
