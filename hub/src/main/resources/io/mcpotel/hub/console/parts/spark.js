// SPDX-License-Identifier: Apache-2.0
import { html } from '../html.js';
import { number } from '../format.js';

const WIDTH = 80;
const HEIGHT = 22;

/** A small curve beside a number, from 0 to its own maximum or to that of its neighbours. */
export function Spark({ values, most, unit = '' }) {
  if (!values?.length) {
    return html`<span class="spark"></span>`;
  }
  const top = Math.max(most ?? 0, ...values, 1e-9);
  const step = WIDTH / Math.max(1, values.length - 1);
  const line = values
    .map((value, i) => `${(i * step).toFixed(1)} ${(HEIGHT - 1.5 - ((value ?? 0) / top) * (HEIGHT - 3)).toFixed(1)}`)
    .join('L');
  return html`
    <svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img"
      aria-label="At most ${number(Math.max(...values))}${unit}">
      <path class="area" d="M0 ${HEIGHT}L${line}L${WIDTH} ${HEIGHT}Z" />
      <path class="line" d="M${line}" />
    </svg>`;
}

/** A share of one as a bar behind a number. */
export function Bar({ share, text }) {
  return html`
    <span class="bar">
      <span class="fill" style=${{ width: `${Math.min(100, Math.max(0, (share ?? 0) * 100))}%` }}></span>
      <span class="text">${text}</span>
    </span>`;
}
