// SPDX-License-Identifier: Apache-2.0
// A value as a tree: what is large is folded, and what is long is cut until it is asked for.
import { html, useState } from '../html.js';
import { cut } from '../format.js';

const MOST_TEXT = 300;
const MOST_MEMBERS = 100;

export function Json({ value, name = null, open = 2 }) {
  return html`<div class="json"><${Node} value=${value} name=${name} open=${open} /></div>`;
}

/** A text that may be JSON, as captured arguments are. */
export function JsonText({ text, ...rest }) {
  let value = text;
  try {
    value = JSON.parse(text);
  } catch {
    // Text it is, or JSON that was cut.
  }
  return html`<${Json} value=${value} ...${rest} />`;
}

function Node({ value, name, open }) {
  const label = name === null ? null : html`<span class="name">${cut(String(name), MOST_TEXT)}</span>: `;
  if (value === null || typeof value !== 'object') {
    return html`<div>${label}<${Leaf} value=${value} /></div>`;
  }
  const members = Object.entries(value);
  const [from, to] = Array.isArray(value) ? '[]' : '{}';
  if (!members.length) {
    return html`<div>${label}${from + to}</div>`;
  }
  return html`<${Branch} label=${label} members=${members} open=${open} from=${from} to=${to} isList=${Array.isArray(value)} />`;
}

function Branch({ label, members, open, from, to, isList }) {
  const [isOpen, setOpen] = useState(open > 0);
  const [most, setMost] = useState(MOST_MEMBERS);
  return html`
    <details open=${isOpen} onToggle=${(e) => e.target === e.currentTarget && setOpen(e.currentTarget.open)}>
      <summary>${label}${from}${isOpen ? '' : ` ${members.length} … ${to}`}</summary>
      ${isOpen && members.slice(0, most).map(([name, value]) =>
        html`<${Node} key=${name} name=${isList ? null : name} value=${value} open=${open - 1} />`)}
      ${isOpen && members.length > most && html`
        <button type="button" onClick=${() => setMost(most * 10)}>${members.length - most} more</button>`}
      ${isOpen && html`<div>${to}</div>`}
    </details>`;
}

function Leaf({ value }) {
  const [isWhole, setWhole] = useState(false);
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  const kind = value === null ? 'null' : typeof value;
  return html`
    <span class="leaf ${kind}">${isWhole ? text : cut(text, MOST_TEXT)}</span>
    ${!isWhole && text.length > MOST_TEXT && html`
      <button type="button" onClick=${() => setWhole(true)}>all</button>`}`;
}
