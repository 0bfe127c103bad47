// SPDX-License-Identifier: Apache-2.0
// A part of a screen that says itself whether it waits, has nothing, or could not be answered.
import { html } from '../html.js';
import { ago } from '../format.js';

/**
 * state is what useApi answers (or an array of them, where all are needed). isEmpty says whether there
 * is nothing to show; empty is what is said then; children is a function of the data.
 */
export function Panel({ title, note, actions, state, isEmpty, empty = 'Nothing in this range.', size = '', children }) {
  const states = state ? [state].flat() : [];
  const failed = states.find((one) => one.error && one.data === undefined);
  const stale = states.find((one) => one.error && one.data !== undefined);
  const waits = states.some((one) => one.data === undefined);
  const data = Array.isArray(state) ? states.map((one) => one.data) : state?.data;
  let body;
  if (failed) {
    body = html`<${Failed} error=${failed.error} again=${failed.again} />`;
  } else if (waits) {
    body = html`<div class="state" role="status"><span class="spinner" aria-hidden="true"></span>Loading</div>`;
  } else if (isEmpty?.(data)) {
    body = html`<div class="state">${empty}</div>`;
  } else {
    body = typeof children === 'function' ? children(data) : children;
  }
  return html`
    <section class="panel ${size}" aria-label=${title}>
      ${title && html`
        <header>
          <h2>${title}</h2>
          ${note && html`<span class="note">${note}</span>`}
          ${stale && html`<span class="stale" title=${stale.error.message}>as of ${ago(stale.at)}</span>`}
          ${actions && html`<div class="actions">${actions}</div>`}
        </header>`}
      <div class="body">${body}</div>
    </section>`;
}

function Failed({ error, again }) {
  if (error.isMissing) {
    return html`<div class="state">This hub does not answer that. A newer one may.</div>`;
  }
  return html`
    <div class="state bad" role="alert">
      ${error.message}
      ${again && html`<button type="button" onClick=${again}>Try again</button>`}
    </div>`;
}
