// SPDX-License-Identifier: Apache-2.0
import { html, useState } from '../html.js';

/** A button that copies, and says that it did. */
export function Copy({ text, label = 'Copy' }) {
  const [said, setSaid] = useState('');
  async function copy() {
    try {
      await navigator.clipboard.writeText(typeof text === 'function' ? await text() : text);
      setSaid('Copied');
    } catch {
      setSaid('The browser did not let it be copied');
    }
    setTimeout(() => setSaid(''), 2_000);
  }
  return html`<button type="button" onClick=${copy}><span aria-live="polite">${said || label}</span></button>`;
}
