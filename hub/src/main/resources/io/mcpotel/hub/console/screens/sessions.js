// SPDX-License-Identifier: Apache-2.0
import { html } from '../html.js';
import { useApi } from '../api.js';
import { age, cut, number } from '../format.js';
import { Badge } from '../parts/badge.js';
import { Panel } from '../parts/panel.js';
import { Table } from '../parts/table.js';
import { Time } from '../parts/time.js';
import { go, link, setParams } from '../router.js';
import { endOf } from './session.js';

const FILTERS = ['service', 'instance', 'client_name', 'session_id'];

export default function Sessions({ params, range }) {
  const filters = Object.fromEntries(FILTERS.filter((key) => params[key]).map((key) => [key, params[key]]));
  const state = useApi('sessions', { ...range.query, ...filters, state: params.state, limit: 1_000 });
  const rows = (state.data?.sessions ?? []).filter((row) => hasText(row, params.q));
  return html`
    <div class="head">
      <h1>Sessions</h1>
      <div class="filters">
        <input type="search" aria-label="Filter sessions" placeholder="Client, server, id …" value=${params.q ?? ''}
          onInput=${(e) => setParams({ q: e.currentTarget.value || null }, { replace: true })} />
        <span class="segments" role="group" aria-label="State">
          ${[[null, 'All'], ['open', 'Open'], ['closed', 'Closed']].map(([value, text]) => html`
            <button key=${text} type="button" aria-pressed=${(params.state ?? null) === value} onClick=${() => setParams({ state: value })}>${text}</button>`)}
        </span>
      </div>
      ${Object.keys(filters).length > 0 && html`<ul class="chips">${Object.entries(filters).map(([key, value]) => html`
        <li key=${key}><button type="button" class="chip" title="Take this filter away" onClick=${() => setParams({ [key]: null })}>
          ${key.replaceAll('_', ' ')}: ${cut(value, 60)} <span aria-hidden="true">✕</span></button></li>`)}</ul>`}
    </div>
    <${Panel} title="Sessions" note=${state.data ? `${rows.length}${state.data.next ? ', the last ones; filter for older ones' : ''}` : null} state=${state}
      isEmpty=${() => !rows.length} empty="No session in this range. Stateless servers have none.">
      ${() => html`<${Table} label="List of sessions" columns=${COLUMNS} rows=${rows} order="-opened"
        keyOf=${(row) => `${row.session_id} ${row.service} ${row.instance} ${row.opened}`}
        onOpen=${(row) => go('session', row.session_id)} />`}
    </${Panel}>`;
}

const COLUMNS = [
  { id: 'opened', label: 'Opened', value: openedOf, cell: (row) => html`<${Time} at=${openedOf(row)} />` },
  { id: 'state', label: 'State', value: (row) => (row.closed ? 'closed' : 'open'), cell: (row) => html`
    <${Badge} state=${row.closed ? 'idle' : 'ok'} text=${row.closed ? 'closed' : 'open'} plain=${true} />` },
  { id: 'client', label: 'Client', value: (row) => named(row.client_name, row.client_version) },
  { id: 'server', label: 'Server', value: (row) => named(row.server_name, row.server_version) ?? row.service },
  { id: 'service', label: 'Told by', from: 'medium', value: (row) => row.service, cell: (row) => html`<span title=${row.instance}>${cut(row.service ?? '–', 60)} <small>${row.role}</small></span>` },
  { id: 'calls', label: 'Calls', num: true, value: (row) => row.calls, cell: (row) => number(row.calls) },
  { id: 'errors', label: 'Errors', num: true, value: (row) => row.errors, cell: (row) => (row.errors ? html`<span class="bad">${number(row.errors)}</span>` : row.errors) },
  { id: 'lasted', label: 'Lasted', num: true, from: 'medium', value: lasted, cell: (row) => age(lasted(row)) },
  { id: 'end', label: 'How it ended', from: 'wide', value: (row) => (row.end_reason ? endOf(row.end_reason) : null) },
  { id: 'protocol', label: 'Protocol', from: 'wide', value: (row) => [row.protocol_version, row.transport].filter(Boolean).join(' ') },
  { id: 'id', label: 'Id', from: 'wide', value: (row) => row.session_id, cell: (row) => html`<a class="mono" href=${link('session', row.session_id)} title=${row.session_id}>${cut(row.session_id ?? '–', 8).slice(0, 8)}</a>` },
];

function named(name, version) {
  return name ? [name, version].filter(Boolean).join(' ') : null;
}

function openedOf(row) {
  return row.opened ?? row.first_seen;
}

function lasted({ opened, closed }) {
  return opened && closed ? (Date.parse(closed) - Date.parse(opened)) / 1000 : null;
}

function hasText(row, text) {
  return !text || Object.values(row).some((value) => String(value ?? '').toLowerCase().includes(text.toLowerCase()));
}
