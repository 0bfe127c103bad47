// SPDX-License-Identifier: Apache-2.0
// How a call ended, and what it was, in the same words everywhere.
import { html } from '../html.js';
import { cut } from '../format.js';
import { Badge } from './badge.js';

/** Good, the caller's fault, or an error. */
export function Outcome({ row, plain }) {
  const outcome = row.outcome ?? row.error_type;
  if (!outcome) {
    return null;
  }
  const isOk = outcome === 'ok' || outcome === 'unset';
  if (isOk) {
    return html`<${Badge} state="ok" text="ok" plain=${true} />`;
  }
  const state = ['timeout', 'cancelled'].includes(outcome) ? outcome : row.error_type ? 'error' : 'warning';
  const title = row.error_type ? outcome : `${outcome}: the caller's fault`;
  return html`<${Badge} state=${state} text=${cut(outcome.split('.').at(-1), 40)} title=${title} plain=${plain} />`;
}

/** What was called: its method, and the tool, prompt or resource. */
export function CallName({ row }) {
  const target = row.tool ?? row.prompt ?? row.resource_uri;
  const method = row.method ?? row.name ?? '?';
  return html`<span class="call-name"><span class=${target ? 'dim' : ''}>${cut(method, 80)}</span>${target ? html`${' '}<b>${cut(target, 160)}</b>` : null}</span>`;
}

const SIDES = {
  'server receive': ['server ←', 'this server was asked'],
  'server transmit': ['server →', 'this server asked its client'],
  'client transmit': ['client →', 'this client asked'],
  'client receive': ['client ←', 'this client was asked by the server'],
};

/** On which side of the session it was seen, and which way the request went. */
export function Side({ row }) {
  const [text, title] = SIDES[`${row.role} ${row.direction}`] ?? [row.role ?? '', ''];
  return html`<span class="side" title=${title}>${text}</span>`;
}
