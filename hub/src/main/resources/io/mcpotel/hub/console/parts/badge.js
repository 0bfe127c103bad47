// SPDX-License-Identifier: Apache-2.0
// States: always a word and a shape, never a colour alone.
import { html } from '../html.js';

const SHAPES = {
  disc: html`<circle cx="6" cy="6" r="4.500" />`,
  ring: html`<circle cx="6" cy="6" r="3.500" fill="none" stroke="currentColor" stroke-width="2" />`,
  half: html`<path d="M6 1.500a4.500 4.500 0 0 1 0 9z" /><circle cx="6" cy="6" r="3.750" fill="none" stroke="currentColor" stroke-width="1.500" />`,
  triangle: html`<path d="M6 1 11.500 10.500H.5z" />`,
  square: html`<rect x="1.500" y="1.500" width="9" height="9" rx="1.500" />`,
  cross: html`<path d="m2.500 2.500 7 7m0-7-7 7" fill="none" stroke="currentColor" stroke-width="2.500" stroke-linecap="round" />`,
  dash: html`<path d="M2 6h8" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" />`,
};

const STATES = {
  up: ['good', 'disc'],
  idle: ['quiet', 'ring'],
  starting: ['quiet', 'half'],
  failing: ['warn', 'triangle'],
  slow: ['warn', 'triangle'],
  unresponsive: ['bad', 'square'],
  broken: ['bad', 'cross'],
  gone: ['quiet', 'dash'],
  // Alerts.
  firing: ['bad', 'square'],
  pending: ['warn', 'triangle'],
  resolved: ['good', 'disc'],
  inactive: ['quiet', 'ring'],
  silenced: ['quiet', 'half'],
  critical: ['bad', 'square'],
  warning: ['warn', 'triangle'],
  info: ['quiet', 'ring'],
  // Deliveries and outcomes.
  ok: ['good', 'disc'],
  delivered: ['good', 'disc'],
  failed: ['bad', 'cross'],
  skipped: ['quiet', 'dash'],
  error: ['bad', 'cross'],
  cancelled: ['quiet', 'dash'],
  timeout: ['warn', 'triangle'],
};

export function Badge({ state, text = state, title, tone, plain }) {
  const [meaning, shape] = STATES[state] ?? ['quiet', 'ring'];
  return html`
    <span class="badge ${tone ?? meaning} ${plain ? 'plain' : ''}" title=${title}>
      <svg viewBox="0 0 12 12" aria-hidden="true" fill="currentColor">${SHAPES[shape]}</svg>
      <span>${text}</span>
    </span>`;
}
