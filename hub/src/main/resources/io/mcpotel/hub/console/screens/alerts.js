// SPDX-License-Identifier: Apache-2.0
import { html, useState } from '../html.js';
import { send, useApi } from '../api.js';
import { UNKNOWN, cut, duration, number } from '../format.js';
import { Badge } from '../parts/badge.js';
import { serverLink } from '../parts/firing.js';
import { Panel } from '../parts/panel.js';
import { Search, matches } from '../parts/search.js';
import { Silences, SilenceForm } from '../parts/silences.js';
import { Table } from '../parts/table.js';
import { Time } from '../parts/time.js';

export default function Alerts({ params, range }) {
  const alerts = useApi('alerts');
  const rules = useApi('alert_rules', {}, { every: 10_000 });
  const [silenced, setSilenced] = useState(null);
  const silences = useApi('silences', {}, { every: 10_000 });
  const found = (list, texts) => list.filter((one) => matches(params.q, texts(one)));
  return html`
    <div class="head"><h1>Alerts</h1>
      <div class="filters"><${Search} label="Filter alerts and rules" />
        <button type="button" onClick=${() => setSilenced({})}>New silence</button></div>
    </div>
    <${Panel} title="Now" state=${alerts} isEmpty=${(data) => !data.alerts.length} empty=${html`<${Badge} state="resolved" plain text="No alert is firing or pending" />`}>
      ${(data) => html`<${Table} label="Alerts" name="now" columns=${nowColumns(setSilenced)} rows=${found(data.alerts, (one) => [one.rule, one.summary, labels(one.labels)])}
        keyOf=${(one) => one.rule + labels(one.labels)} order="since" />`}
    <//>
    ${silenced && html`<${SilenceForm} of=${silenced} onDone=${() => { setSilenced(null); silences.again(); alerts.again(); }} />`}
    <${Panel} title="Rules" state=${rules} isEmpty=${(data) => !data.alert_rules.length} empty="No rule is set.">
      ${(data) => html`<${Table} label="Rules" name="rules" columns=${RULES} rows=${found(data.alert_rules, (one) => [one.name, one.kind, one.threshold_text])} keyOf=${(one) => one.name} order="name" />`}
    <//>
    <${Silences} state=${silences} />
    <${History} range=${range} query=${params.q} />
    <${Deliveries} query=${params.q} />`;
}

export function labels(map) {
  return Object.entries(map ?? {}).filter(([, value]) => value != null).map(([name, value]) => `${name}=${value}`).join(', ');
}

function Where({ labels: where }) {
  return html`${where?.service && html`<a href=${serverLink(where)}>${cut(where.service)}</a>${' '}`}
    <small>${cut(labels({ ...where, service: null }))}</small>`;
}

function nowColumns(silence) {
  return [
    { id: 'state', label: 'State', value: (row) => (row.silenced_by ? 'silenced' : row.state), cell: (row) => html`<${Badge} state=${row.silenced_by ? 'silenced' : row.state} />` },
    { id: 'rule', label: 'Rule', value: (row) => row.rule },
    { id: 'where', label: 'Where', value: (row) => labels(row.labels), cell: (row) => html`<${Where} labels=${row.labels} />` },
    { id: 'value', label: 'Value', num: true, value: (row) => row.value, cell: (row) => html`<b>${row.value_text ?? number(row.value)}</b>` },
    { id: 'threshold', label: 'Threshold', from: 'medium', value: (row) => row.threshold_text },
    { id: 'severity', label: 'Severity', from: 'wide', value: (row) => row.severity, cell: (row) => row.severity && html`<${Badge} state=${row.severity} plain />` },
    { id: 'since', label: 'Since', num: true, value: (row) => Date.parse(row.since), cell: (row) => html`<${Time} at=${row.since} relative />` },
    { id: 'silence', label: '', class: 'do', cell: (row) => (!row.silenced_by && html`<button type="button" onClick=${() => silence({ rule: row.rule, match: row.labels })}>Silence</button>`) },
  ];
}

const RULES = [
  { id: 'name', label: 'Rule', value: (row) => row.name, cell: (row) => html`<span title=${[row.by].flat().filter(Boolean).length ? `for each ${[row.by].flat().join(', ')}` : undefined}>${row.name}</span>` },
  { id: 'now', label: 'Now', value: (row) => state(row), cell: (row) => html`<${Badge} state=${state(row)} />` },
  { id: 'value', label: 'Current value', value: (row) => highest(row)?.value, cell: (row) => html`<${Current} row=${row} />` },
  { id: 'threshold', label: 'Threshold', value: (row) => row.threshold_text },
  { id: 'window', label: 'Over', from: 'medium', value: (row) => row.window, cell: (row) => [row.window, row.for && row.for !== '0s' && `for ${row.for}`].filter(Boolean).join(', ') },
  { id: 'severity', label: 'Severity', from: 'wide', value: (row) => row.severity, cell: (row) => row.severity && html`<${Badge} state=${row.severity} plain />` },
  { id: 'actions', label: 'Tells', from: 'wide', value: (row) => [row.actions].flat().filter(Boolean).map((one) => one.name ?? one).join(', ') },
  { id: 'test', label: '', class: 'do', cell: (row) => html`<${Test} rule=${row.name} />` },
];

function state({ current }) {
  const states = (current ?? []).map((one) => one.state);
  return ['firing', 'pending'].find((one) => states.includes(one)) ?? 'inactive';
}

/** The one that is nearest to what it should not be. */
function highest({ current }) {
  const rank = { firing: 2, pending: 1 };
  return [...(current ?? [])].sort((a, b) => (rank[b.state] ?? 0) - (rank[a.state] ?? 0) || (b.value ?? 0) - (a.value ?? 0))[0];
}

function Current({ row }) {
  const one = highest(row);
  const more = (row.current?.length ?? 0) - 1;
  return one
    ? html`<b>${one.value_text ?? number(one.value)}</b> <small>${cut(labels(one.labels))}${more > 0 ? ` and ${more} more` : ''}</small>`
    : html`<span class="dim" title="Nothing to measure yet">${UNKNOWN}</span>`;
}

function Test({ rule }) {
  const [said, setSaid] = useState(null);
  async function test() {
    setSaid({ text: 'Sending' });
    try {
      const answer = await send('POST', `alert_rules/${encodeURIComponent(rule)}/test`, {});
      const deliveries = answer?.deliveries ?? [];
      const failed = deliveries.filter((one) => one.status === 'failed');
      setSaid(failed.length ? { bad: true, text: `${failed[0].action}: ${failed[0].answer}` }
        : { text: deliveries.length ? `Delivered to ${deliveries.map((one) => one.action).join(', ')}` : 'It tells nobody' });
    } catch (e) {
      setSaid({ bad: true, text: e.message });
    }
  }
  return html`<span class="said ${said?.bad ? 'bad' : ''}" role="status" title=${said?.text}>${said?.text ?? ''}</span>${' '}
    <button type="button" title="Send a test message by this rule's actions" onClick=${test}>Test</button>`;
}

function History({ range, query }) {
  const state = useApi('alert_history', range.query, { every: 10_000 });
  return html`<${Panel} title="History" state=${state} isEmpty=${(data) => !data.alert_history.length} empty="No alert began or ended in this range.">
    ${(data) => html`<${Table} label="History" name="history" columns=${HISTORY} rows=${data.alert_history.filter((one) => matches(query, [one.rule, one.summary, labels(one.labels)]))}
      keyOf=${(one) => one.time + one.rule + labels(one.labels) + one.to_state} order="-time" />`}
  <//>`;
}

const HISTORY = [
  { id: 'time', label: 'Time', value: (row) => Date.parse(row.time), cell: (row) => html`<${Time} at=${row.time} />` },
  { id: 'rule', label: 'Rule', value: (row) => row.rule },
  { id: 'where', label: 'Where', value: (row) => labels(row.labels), cell: (row) => html`<${Where} labels=${row.labels} />` },
  { id: 'became', label: 'Became', value: (row) => row.to_state, cell: (row) => html`<${Badge} state=${row.to_state} /> <small>from ${row.from_state ?? 'nothing'}</small>` },
  { id: 'value', label: 'Value', num: true, cell: (row) => row.value_text },
  { id: 'summary', label: 'Summary', from: 'wide', cell: (row) => row.summary, class: 'wrap' },
];

function Deliveries({ query }) {
  const state = useApi('deliveries', {}, { every: 10_000 });
  return html`<${Panel} title="Deliveries" note="the last 200 messages and their answers" state=${state} isEmpty=${(data) => !data.deliveries.length} empty="No message was sent yet.">
    ${(data) => html`<${Table} label="Deliveries" name="deliveries" columns=${DELIVERIES} rows=${data.deliveries.filter((one) => matches(query, [one.rule, one.action, one.answer]))}
      keyOf=${(one) => one.time + one.rule + one.action} order="-time" />`}
  <//>`;
}

const DELIVERIES = [
  { id: 'time', label: 'Time', value: (row) => Date.parse(row.time), cell: (row) => html`<${Time} at=${row.time} />` },
  { id: 'rule', label: 'Rule', value: (row) => row.rule },
  { id: 'action', label: 'To', value: (row) => row.action, cell: (row) => `${row.action}${row.kind ? ` (${row.kind})` : ''}` },
  { id: 'status', label: 'Status', value: (row) => row.status, cell: (row) => html`<${Badge} state=${row.status} />` },
  { id: 'took', label: 'Took', num: true, from: 'medium', value: (row) => row.duration_ms, cell: (row) => duration(row.duration_ms) },
  { id: 'answer', label: 'Answer', from: 'medium', cell: (row) => row.answer, class: 'wrap' },
];
