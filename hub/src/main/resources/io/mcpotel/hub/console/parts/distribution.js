// SPDX-License-Identifier: Apache-2.0
import { html } from '../html.js';
import { duration, number, percent, share } from '../format.js';

/** How many calls took how long: durations are [{le_ms, count}], each up to its bound, and null above all. */
export function Distribution({ durations }) {
  const shown = trimmed(durations);
  const all = shown.reduce((sum, one) => sum + one.count, 0);
  const most = Math.max(1, ...shown.map((one) => one.count));
  return html`
    <div class="distribution" role="list" tabindex="0" aria-label="Durations">
      ${shown.map(({ le_ms: bound, count }, i) => html`
        <div role="listitem" key=${bound ?? 'above'} title=${`${number(count)} calls, ${percent(share(count, all))}`}>
          <span class="of">${bound == null ? `over ${duration(shown[i - 1]?.le_ms)}` : `≤ ${duration(bound)}`}</span>
          <span class="track"><span style=${{ width: `${(count / most) * 100}%` }}></span></span>
          <span class="many">${count ? number(count) : ''}</span>
        </div>`)}
    </div>`;
}

/** Without the empty ends. */
function trimmed(durations) {
  const first = durations.findIndex((one) => one.count);
  const last = durations.length - [...durations].reverse().findIndex((one) => one.count);
  return first < 0 ? [] : durations.slice(Math.max(0, first - 1), last);
}
