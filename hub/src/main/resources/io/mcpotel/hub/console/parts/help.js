// SPDX-License-Identifier: Apache-2.0
import { html, useEffect, useRef } from '../html.js';
import { allKeys } from '../keys.js';
import { choose, useSetting } from '../settings.js';

export function Help({ onClose }) {
  const dialog = useRef();
  const keys = useSetting('keys');
  useEffect(() => dialog.current.showModal(), []);
  return html`
    <dialog ref=${dialog} onClose=${onClose} aria-labelledby="help-title"
      onClick=${(e) => e.target === dialog.current && dialog.current.close()}>
      <div class="sheet">
        <header><h2 id="help-title">Keys</h2>
          <button type="button" class="icon" aria-label="Close" onClick=${() => dialog.current.close()}>✕</button></header>
        <dl class="keys">
          ${[...allKeys(), ['↑ ↓ j k', 'through the rows of a table'], ['Enter', 'open what is selected'], ['Esc', 'leave a field, close this']]
            .map(([key, text]) => html`<div key=${key}><dt>${key.split(' ').map((one) => html`<kbd>${one}</kbd>`)}</dt><dd>${text}</dd></div>`)}
        </dl>
        <p class="dim">Drag over a chart to select a range; it holds on every screen.</p>
        <label class="check"><input type="checkbox" checked=${keys} onChange=${(e) => choose('keys', e.target.checked)} />
          Single keys do something</label>
      </div>
    </dialog>`;
}
