// SPDX-License-Identifier: Apache-2.0
import { html } from '../html.js';

/** Numbers with their names: items are [{name, value, more, tone, hint}], and false ones are left out. */
export function Figures({ items }) {
  return html`
    <dl class="figures">
      ${items.filter(Boolean).map(({ name, value, more, tone = '', hint }) => html`
        <div class="figure" key=${name} title=${hint}>
          <dt class="name">${name}</dt>
          <dd class="value ${tone}">${value}</dd>
          <dd class="more">${more ?? ''}</dd>
        </div>`)}
    </dl>`;
}
