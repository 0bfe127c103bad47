// SPDX-License-Identifier: Apache-2.0
import { html } from '../html.js';
import { UNKNOWN, ago, clock, utc } from '../format.js';

/** A time of the API in local time, with UTC as its title. */
export function Time({ at, millis = false, relative = false }) {
  const date = at == null ? null : new Date(at);
  if (!date || Number.isNaN(date.getTime())) {
    return html`<span class="dim">${UNKNOWN}</span>`;
  }
  const title = relative ? `${clock(date)}, ${utc(date)}` : utc(date);
  return html`<time dateTime=${date.toISOString()} title=${title}>${relative ? ago(date) : clock(date, { millis })}</time>`;
}
