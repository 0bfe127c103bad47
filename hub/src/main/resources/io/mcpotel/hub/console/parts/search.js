// SPDX-License-Identifier: Apache-2.0
import { html, useEffect, useRef, useState } from '../html.js';
import { setParams, useRoute } from '../router.js';

/** A filter by text that is kept in the address; / goes to it. */
export function Search({ name = 'q', label, placeholder = label }) {
  const { params } = useRoute();
  const [text, setText] = useState(params[name] ?? '');
  const timer = useRef();
  const sent = useRef(text);
  useEffect(() => {
    // What was typed since it was put into the address is not taken back.
    if ((params[name] ?? '') !== sent.current) {
      sent.current = params[name] ?? '';
      setText(sent.current);
    }
  }, [params[name]]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return html`<input type="search" aria-label=${label} placeholder=${placeholder} value=${text} spellcheck=${false}
    onInput=${(e) => {
      const value = e.currentTarget.value;
      setText(value);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        sent.current = value;
        setParams({ [name]: value }, { replace: true });
      }, 150);
    }} />`;
}

/** Whether one of the texts has all words that are searched for. */
export function matches(query, texts) {
  const all = texts.filter(Boolean).join('\n').toLowerCase();
  return (query ?? '').toLowerCase().split(/\s+/).every((word) => all.includes(word));
}

/** One of a few values, kept in the address: options are [[value, text], …], and the first is the default. */
export function Choice({ name, label, options }) {
  const { params } = useRoute();
  return html`
    <label><span class="unseen">${label}</span>
      <select value=${params[name] ?? options[0][0]}
        onChange=${(e) => setParams({ [name]: e.currentTarget.value === options[0][0] ? null : e.currentTarget.value })}>
        ${options.map(([value, text]) => html`<option key=${value} value=${value}>${text}</option>`)}
      </select>
    </label>`;
}
