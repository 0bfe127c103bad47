// SPDX-License-Identifier: Apache-2.0
import { html, useMemo, useState } from '../html.js';
import { useApi } from '../api.js';
import { age, cut, duration, number, percent, share, UNKNOWN } from '../format.js';
import { Badge } from '../parts/badge.js';
import { Figures } from '../parts/figures.js';
import { Firing, serverLink } from '../parts/firing.js';
import { FirstSteps } from '../parts/first-steps.js';
import { Panel } from '../parts/panel.js';
import { Choice, Search, matches } from '../parts/search.js';
import { Spark } from '../parts/spark.js';
import { Table } from '../parts/table.js';
import { Time } from '../parts/time.js';
import { groups, worst } from './fleet-rows.js';

const GROUPS = [['service', 'By service'], ['host', 'By host'], ['release', 'By release'], ['none', 'Each instance']];

export default function Fleet({ params, range }) {
  const servers = useApi('servers', range.query);
  const differences = useApi('differences', range.query, { every: 15_000 });
  const [opened, setOpened] = useState(() => new Set());
  const minutes = range.seconds / 60;
  const all = servers.data?.servers ?? [];
  const rows = useMemo(
    () => groups(
      all.filter((row) => matches(params.q, [row.service, row.instance, row.host, row.state, row.server_name, row.service_version])),
      params.group ?? 'service'),
    [servers.data, params.q, params.group]);
  const differing = useMemo(() => byService(differences.data?.differences ?? []), [differences.data]);
  const childrenOf = useMemo(() => (row) => (opened.has(row.key) ? row.instances : []), [opened]);
  const most = Math.max(0, ...rows.flatMap((row) => row.calls_per_minute ?? []));
  const columns = useMemo(() => columnsOf({ minutes, most, differing, opened, toggle }), [minutes, most, differing, opened]);

  function toggle(key) {
    const next = new Set(opened);
    if (!next.delete(key)) {
      next.add(key);
    }
    setOpened(next);
  }

  return html`
    <div class="head"><h1>Fleet</h1>
      <div class="filters">
        <${Choice} name="group" label="Group" options=${GROUPS} />
        <${Search} label="Filter servers" />
      </div>
    </div>
    <${Firing} />
    ${servers.data && !all.length
      ? html`<${FirstSteps} range=${range} />`
      : html`
        <${Totals} rows=${all} minutes=${minutes} range=${range} isLoading=${!servers.data} />
        <${Panel} state=${servers} label="Servers" size="tall" isEmpty=${() => !rows.length} empty="No server matches the filter.">
          ${() => html`<${Table} label="Servers" columns=${columns} rows=${rows} childrenOf=${childrenOf}
            keyOf=${(row) => row.key} order="name" rowClass=${(row) => (row.isChild ? 'child' : '')} />`}
        <//>`}`;
}

function Totals({ rows, minutes, range, isLoading }) {
  const sum = (name) => rows.reduce((total, row) => total + (row[name] ?? 0), 0);
  const services = new Set(rows.map((row) => row.service)).size;
  const calls = sum('calls');
  const errors = sum('errors');
  const unwell = rows.filter((row) => ['failing', 'slow', 'unresponsive', 'broken'].includes(row.state));
  const oldest = Math.max(0, ...rows.map((row) => row.oldest_request_seconds ?? 0));
  const shown = (value) => (isLoading ? UNKNOWN : value);
  return html`<${Figures} items=${[
    { name: 'Servers', value: shown(number(rows.length)), more: isLoading ? '' : `of ${services} ${services === 1 ? 'service' : 'services'}` },
    { name: 'Not well', value: shown(number(unwell.length)), tone: unwell.length ? 'bad' : '', more: unwell.length ? worst(unwell).state : '' },
    { name: 'Calls a minute', value: shown(number(calls / minutes)), more: isLoading ? '' : `${number(calls)} in all` },
    { name: 'Errors', value: shown(percent(share(errors, calls))), tone: errors / calls > 0.05 ? 'bad' : '', more: isLoading ? '' : number(errors) },
    { name: 'Open requests', value: shown(number(sum('open_requests'))), more: oldest ? `oldest ${age(oldest)}` : '' },
    { name: 'Sessions', value: shown(number(rows.reduce((n, row) => n + (row.active_sessions ?? row.sessions ?? 0), 0))), more: '' },
  ]} />`;
}

function byService(differences) {
  const map = new Map();
  for (const { service, what, values } of differences) {
    map.set(service, { ...map.get(service), [what]: values });
  }
  return map;
}

function columnsOf({ minutes, most, differing, opened, toggle }) {
  const mark = (row, what, content) => {
    const values = row.service && differing.get(row.service)?.[what];
    return values
      ? html`<span class="differs" title=${`Differs: ${values.map((v) => `${v.instance}: ${what === 'error_rate' ? percent(v.value) : v.value}`).join(', ')}`}>${content}</span>`
      : content;
  };
  return [
    { id: 'name', label: 'Server', value: (row) => row.name, class: 'name', cell: (row) => html`<${Name} row=${row} isOpen=${opened.has(row.key)} toggle=${toggle} differs=${differing.get(row.service)} />` },
    { id: 'state', label: 'State', value: (row) => row.badness, num: false, cell: (row) => row.state
      ? html`<${Badge} state=${row.state} title=${row.state_reason} /> ${row.state_reason && row.state !== 'up' && html`<small class="from-wide reason" title=${row.state_reason}>${row.state_reason}</small>`}` : null },
    { id: 'calls', label: 'Calls/min', num: true, value: (row) => row.calls, hint: 'On average over the range', cell: (row) => html`
      <span class="with-spark"><span class="from-medium"><${Spark} values=${row.calls_per_minute} most=${most} unit=" a minute" /></span><b>${number(row.calls / minutes)}</b></span>` },
    { id: 'errors', label: 'Errors', num: true, value: (row) => share(row.errors, row.calls), hint: 'Share of calls that failed',
      cell: (row) => mark(row, 'error_rate', html`<span class=${row.errors / row.calls > 0.05 ? 'bad' : ''}>${percent(share(row.errors, row.calls))}</span>`) },
    { id: 'p95', label: 'p95', num: true, value: (row) => row.p95_ms, hint: 'Of several instances the slowest', cell: (row) => duration(row.p95_ms) },
    { id: 'sessions', label: 'Sessions', num: true, from: 'medium', value: (row) => row.active_sessions ?? row.sessions, cell: (row) => number(row.active_sessions ?? row.sessions) },
    { id: 'open', label: 'Open', num: true, from: 'medium', value: (row) => row.open_requests, hint: 'Requests in progress, and the oldest',
      cell: (row) => (row.open_requests == null ? null : html`${number(row.open_requests)} ${row.oldest_request_seconds > 1 && html`<small>${age(row.oldest_request_seconds)}</small>`}`) },
    { id: 'memory', label: 'Memory', num: true, from: 'wide', value: (row) => row.memory_mb, cell: (row) => (row.memory_mb == null ? null : `${number(row.memory_mb)} MB`) },
    { id: 'cpu', label: 'CPU', num: true, from: 'wide', value: (row) => row.cpu_percent, cell: (row) => (row.cpu_percent == null ? null : percent(row.cpu_percent / 100)) },
    { id: 'uptime', label: 'Up', num: true, from: 'wide', value: (row) => row.uptime_seconds, cell: (row) => age(row.uptime_seconds) },
    { id: 'release', label: 'Release', from: 'wide', value: (row) => row.service_version ?? row.server_version,
      cell: (row) => mark(row, 'service_version', row.releases > 1 ? `${row.releases} releases` : row.service_version ?? row.server_version) },
    { id: 'heard', label: 'Last heard', num: true, value: (row) => Date.parse(row.last_heard), cell: (row) => html`<${Time} at=${row.last_heard} relative />` },
  ];
}

const DIFFERENCES = { service_version: 'releases', agent_version: 'agents', sdk_version: 'SDKs', catalog: 'tools', error_rate: 'error rates' };

function Name({ row, isOpen, toggle, differs }) {
  const isGroup = row.instances.length > 1;
  const target = row.isService || row.service ? serverLink({ service: row.service, instance: row.instance }) : null;
  return html`
    ${isGroup && html`<button type="button" class="unfold" aria-expanded=${isOpen} aria-label="Instances of ${row.name}" onClick=${() => toggle(row.key)}></button>`}
    ${target ? html`<a href=${target}>${cut(row.name)}</a>` : cut(row.name)}
    ${isGroup && html`${' '}<small>${row.instances.length} instances</small>`}
    ${!row.isChild && differs && html`${' '}<${Badge} state="warning" plain text="differ" title=${`Instances differ in: ${Object.keys(differs).map((what) => DIFFERENCES[what] ?? what).join(', ')}`} />`}`;
}
