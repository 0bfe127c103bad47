// SPDX-License-Identifier: Apache-2.0
import { html, useEffect, useRef, useState } from '../html.js';
import { send } from '../api.js';
import { Panel } from './panel.js';
import { Table } from './table.js';
import { Time } from './time.js';

function text(map) {
  return Object.entries(map ?? {}).filter(([, value]) => value != null).map(([name, value]) => `${name}=${value}`).join(', ');
}

export function Silences({ state }) {
  const [problem, setProblem] = useState('');
  async function end(id) {
    try {
      await send('DELETE', `silences/${encodeURIComponent(id)}`);
      setProblem('');
    } catch (e) {
      setProblem(e.message);
    }
    state.again();
  }
  const columns = [
    { id: 'rule', label: 'Rule', value: (row) => row.rule, cell: (row) => row.rule ?? 'every rule' },
    { id: 'match', label: 'Where', value: (row) => text(row.match), cell: (row) => text(row.match) || 'everywhere' },
    { id: 'until', label: 'Until', value: (row) => row.until && Date.parse(row.until), cell: (row) => html`<${Time} at=${row.until} />` },
    { id: 'reason', label: 'Why', cell: (row) => row.reason, class: 'wrap' },
    { id: 'by', label: 'By', from: 'medium', value: (row) => row.by },
    { id: 'end', label: '', class: 'do', cell: (row) => html`<button type="button" onClick=${() => end(row.id)}>End it</button>` },
  ];
  return html`
    <${Panel} title="Silences" state=${state} isEmpty=${(data) => !data.silences.length} empty="Nothing is silenced.">
      ${(data) => html`
        ${problem && html`<p class="state bad" role="alert">${problem}</p>`}
        <${Table} label="Silences" name="silences" columns=${columns} rows=${data.silences} keyOf=${(one) => one.id} order="until" />`}
    <//>`;
}

/** of is {rule, match} of an alert, or {} for one that is written by hand. */
export function SilenceForm({ of, onDone }) {
  const dialog = useRef();
  const [problem, setProblem] = useState('');
  useEffect(() => dialog.current.showModal(), []);
  async function submit(event) {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(event.currentTarget));
    try {
      await send('POST', 'silences', {
        ...(values.rule && { rule: values.rule }),
        ...(of.match && { match: Object.fromEntries(Object.entries(of.match).filter(([, value]) => value != null)) }),
        ...(!of.match && values.service && { match: { service: values.service } }),
        for: values.for,
        reason: values.reason,
        by: values.by,
      });
      dialog.current.close();
    } catch (e) {
      setProblem(e.message);
    }
  }
  return html`
    <dialog ref=${dialog} onClose=${onDone} aria-labelledby="silence-title">
      <form class="sheet form" onSubmit=${submit}>
        <header><h2 id="silence-title">Silence</h2></header>
        <label>Rule <input name="rule" defaultValue=${of.rule ?? ''} placeholder="every rule" readOnly=${!!of.rule} /></label>
        ${of.match
          ? html`<p class="dim">Where ${text(of.match) || 'everywhere'}</p>`
          : html`<label>Service <input name="service" placeholder="every service" /></label>`}
        <label>For <select name="for">${[['30m', '30 minutes'], ['1h', '1 hour'], ['4h', '4 hours'], ['24h', '1 day'], ['7d', '7 days']]
          .map(([value, label]) => html`<option value=${value} selected=${value === '1h'}>${label}</option>`)}</select></label>
        <label>Why <input name="reason" required maxlength="500" /></label>
        <label>Your name <input name="by" required maxlength="100" autocomplete="name" /></label>
        ${problem && html`<p class="bad" role="alert">${problem}</p>`}
        <p><button class="primary">Silence</button> <button type="button" onClick=${() => dialog.current.close()}>Cancel</button></p>
      </form>
    </dialog>`;
}
