// SPDX-License-Identifier: Apache-2.0
import { html } from '../html.js';
import { useApi } from '../api.js';
import { cut, number, percent, share } from '../format.js';
import { Panel } from '../parts/panel.js';
import { Table } from '../parts/table.js';
import { Time } from '../parts/time.js';
import { go, link, setParams } from '../router.js';

export default function Clients({ params, range }) {
  const state = useApi('clients', range.query);
  const rows = (state.data?.clients ?? []).filter((row) => hasText(row, params.q));
  return html`
    <div class="head">
      <h1>Clients</h1>
      <div class="filters">
        <input type="search" aria-label="Filter clients" placeholder="Client, release, service …" value=${params.q ?? ''}
          onInput=${(e) => setParams({ q: e.currentTarget.value || null }, { replace: true })} />
      </div>
    </div>
    <${Panel} title="Who connects" note=${state.data ? String(rows.length) : null} state=${state} isEmpty=${() => !rows.length}
      empty="No client in this range. Who connects is known from initialize, so a stateless server tells of it only then.">
      ${() => html`<${Table} label="Clients" columns=${COLUMNS} rows=${rows} order="-calls"
        keyOf=${(row) => `${row.client_name} ${row.client_version}`}
        onOpen=${(row) => go('calls', null, { client_name: row.client_name })} />`}
    </${Panel}>`;
}

const COLUMNS = [
  { id: 'client', label: 'Client', value: (row) => `${nameOf(row)} ${row.client_version ?? ''}`, cell: (row) => html`
    <a href=${link('calls', null, { client_name: row.client_name })}>${cut(nameOf(row), 80)}</a>${' '}<small>${cut(row.client_version ?? '', 40)}</small>` },
  { id: 'protocol', label: 'Protocol', from: 'medium', value: (row) => list(row.protocol_versions) },
  { id: 'services', label: 'Connects to', from: 'medium', value: (row) => list(row.services) },
  { id: 'sessions', label: 'Sessions', num: true, from: 'medium', value: (row) => row.sessions, cell: (row) => html`
    <a href=${link('sessions', null, { client_name: row.client_name })}>${number(row.sessions)}</a>` },
  { id: 'calls', label: 'Calls', num: true, value: (row) => row.calls, cell: (row) => number(row.calls) },
  { id: 'errors', label: 'Errors', num: true, value: (row) => share(row.errors, row.calls), cell: (row) => html`
    <span class=${row.errors ? 'bad' : ''} title=${`${number(row.errors)} of ${number(row.calls)}`}>${percent(share(row.errors, row.calls))}</span>` },
  { id: 'rejected', label: 'Turned away', num: true, value: (row) => row.rejected, cell: (row) => (row.rejected ? html`
    <span class="warn" title=${reasons(row)}>${number(row.rejected)}</span>` : number(row.rejected)) },
  { id: 'why', label: 'Why', from: 'wide', value: reasons },
  { id: 'first', label: 'First seen', from: 'wide', value: (row) => row.first_seen, cell: (row) => html`<${Time} at=${row.first_seen} />` },
  { id: 'last', label: 'Last seen', value: (row) => row.last_seen, cell: (row) => html`<${Time} at=${row.last_seen} relative=${true} />` },
];

function nameOf(row) {
  return row.client_name ?? 'who did not say';
}

function reasons({ rejected_reasons: why }) {
  return list(Object.entries(why ?? {}).map(([reason, count]) => `${reason} ${number(count)}`));
}

function list(values) {
  return [values ?? []].flat().join(', ');
}

function hasText(row, text) {
  return !text || Object.values(row).some((value) => JSON.stringify(value ?? '').toLowerCase().includes(text.toLowerCase()));
}
