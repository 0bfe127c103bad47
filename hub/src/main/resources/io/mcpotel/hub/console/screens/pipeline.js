// SPDX-License-Identifier: Apache-2.0
import { html } from '../html.js';
import { useApi } from '../api.js';
import { UNKNOWN, age, bytes, cut, number } from '../format.js';
import { Badge } from '../parts/badge.js';
import { Figures } from '../parts/figures.js';
import { serverLink } from '../parts/firing.js';
import { Panel } from '../parts/panel.js';
import { Search, matches } from '../parts/search.js';
import { Bar } from '../parts/spark.js';
import { Table } from '../parts/table.js';
import { Time } from '../parts/time.js';

// A clock that is this far off puts calls in the wrong order.
const SKEW_SECONDS = 2;

export default function Pipeline({ params, range }) {
  const state = useApi('pipeline', range.query);
  return html`
    <div class="head"><h1>Pipeline</h1>
      <div class="filters"><${Search} label="Filter senders" /></div>
    </div>
    <${Panel} title="Who sends" state=${state} isEmpty=${({ senders }) => !senders.length} empty=${`Nobody has sent ${range.phrase}.`}>
      ${({ senders }) => html`<${Senders} senders=${senders} query=${params.q} />`}
    <//>
    <div class="grid">
      <${Panel} title="Received" note="since the hub was started" size="half" state=${state}>
        ${({ received }) => html`<${Counts} counts=${received} />`}
      <//>
      <${Panel} title="Refused" note="what the hub did not take, and why" size="half" state=${state} isEmpty=${({ refused }) => !refused.some((one) => one.count)} empty="Nothing was refused.">
        ${({ refused }) => html`<${Table} label="Refused" name="refused" columns=${REFUSED} rows=${refused.filter((one) => one.count)} keyOf=${(one) => one.reason} order="-count" />`}
      <//>
      <${Panel} title="Store" size="half" state=${state}>${({ store }) => html`<${Store} store=${store} />`}<//>
      <${Panel} title="Hub" size="half" state=${state}>
        ${({ hub }) => html`<dl class="facts">
          <dt>release</dt><dd>${hub.version ?? UNKNOWN}</dd>
          <dt>started</dt><dd><${Time} at=${hub.started} />, ${age(hub.uptime_seconds)} ago</dd>
          <dt>address</dt><dd class="mono">${location.origin}</dd>
        </dl>`}
      <//>
    </div>`;
}

function Senders({ senders, query }) {
  const releases = new Set(senders.map((one) => one.agent_version).filter(Boolean));
  const dropped = senders.reduce((sum, one) => sum + total(one.dropped), 0);
  const skewed = senders.filter((one) => Math.abs(one.clock_skew_seconds ?? 0) > SKEW_SECONDS).length;
  const rows = senders.filter((one) => matches(query, [one.service, one.instance, one.agent_version]));
  return html`
    <div class="notices">
      <${Badge} state=${dropped ? 'warning' : 'ok'} text=${dropped ? `${number(dropped)} dropped by agents` : 'no agent dropped anything'} />
      <${Badge} state=${skewed ? 'warning' : 'ok'} text=${skewed ? `${skewed} ${skewed === 1 ? 'clock is' : 'clocks are'} off` : 'clocks agree'} />
      <${Badge} state=${releases.size > 1 ? 'warning' : 'ok'} text=${releases.size > 1 ? `agents of ${releases.size} releases` : 'one release of the agent'} />
    </div>
    <${Table} label="Senders" columns=${SENDERS} rows=${rows} keyOf=${(one) => JSON.stringify([one.service, one.instance])} order="service" />`;
}

const SENDERS = [
  { id: 'service', label: 'Service', value: (row) => row.service, cell: (row) => html`<a href=${serverLink(row)}>${cut(row.service)}</a>` },
  { id: 'instance', label: 'Instance', from: 'wide', value: (row) => row.instance },
  { id: 'agent', label: 'Agent', from: 'medium', value: (row) => row.agent_version },
  ...['spans', 'records', 'points', 'reports'].map((id) => ({
    id, label: id[0].toUpperCase() + id.slice(1), num: true, from: 'medium', value: (row) => row[id], cell: (row) => number(row[id]),
  })),
  { id: 'dropped', label: 'Dropped', num: true, hint: "By the agent's own count", value: (row) => total(row.dropped),
    cell: (row) => (total(row.dropped) ? html`<span class="warn" title=${Object.entries(row.dropped).map(([what, n]) => `${n} ${what}`).join(', ')}>${number(total(row.dropped))}</span>` : '0') },
  { id: 'clock', label: 'Clock', num: true, hint: "Against the hub's clock; what comes late looks behind", value: (row) => row.clock_skew_seconds,
    cell: (row) => row.clock_skew_seconds != null && html`<span class=${Math.abs(row.clock_skew_seconds) > SKEW_SECONDS ? 'warn' : ''}>${skew(row.clock_skew_seconds)}</span>` },
  { id: 'heard', label: 'Last heard', num: true, value: (row) => Date.parse(row.last_heard), cell: (row) => html`<${Time} at=${row.last_heard} relative />` },
];

const REFUSED = [
  { id: 'reason', label: 'Why', value: (row) => row.reason, class: 'wrap' },
  { id: 'count', label: 'How often', num: true, value: (row) => row.count, cell: (row) => number(row.count) },
  { id: 'last', label: 'Last', num: true, value: (row) => Date.parse(row.last_time), cell: (row) => html`<${Time} at=${row.last_time} relative />` },
];

function total(counts) {
  return typeof counts === 'number' ? counts : Object.values(counts ?? {}).reduce((sum, n) => sum + (n ?? 0), 0);
}

/** The least time from what happened to its being received. */
function skew(seconds) {
  const size = Math.abs(seconds);
  return size <= SKEW_SECONDS ? 'agrees' : `${age(size)} ${seconds < 0 ? 'ahead' : 'behind'}`;
}

function Counts({ counts }) {
  const known = Object.entries(counts ?? {});
  return html`<${Figures} items=${known.map(([name, value]) => ({ name: name.replaceAll('_', ' '), value: /bytes/.test(name) ? bytes(value) : number(value) }))} />`;
}

function Store({ store }) {
  const used = store.max_size ? store.bytes / store.max_size : null;
  return html`
    <dl class="facts">
      <dt>engine</dt><dd>${store.engine}</dd>
      <dt>size</dt><dd>${used === null ? bytes(store.bytes) : html`<${Bar} share=${used} text=${`${bytes(store.bytes)} of ${bytes(store.max_size)}`} />`}</dd>
      <dt>disk left</dt><dd>${bytes(store.disk_free)}</dd>
      <dt>oldest</dt><dd><${Time} at=${store.oldest} relative /></dd>
      <dt>kept for</dt><dd>${store.retention == null ? UNKNOWN : typeof store.retention === 'number' ? age(store.retention) : String(store.retention)}</dd>
      ${Object.entries(store.rows ?? {}).map(([table, rows]) => html`<dt key=${table}>${table}</dt><dd>${number(rows)} rows</dd>`)}
    </dl>`;
}
