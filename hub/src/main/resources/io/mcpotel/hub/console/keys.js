// SPDX-License-Identifier: Apache-2.0
// Single keys. A screen adds its own by useKeys({x: ['what it does', () => …]}).
import { useEffect } from './html.js';
import { setting } from './settings.js';

const layers = [];

/** The newest layer wins. A key that is not a letter is named as in KeyboardEvent.key. */
export function useKeys(bindings) {
  useEffect(() => {
    layers.push(bindings);
    return () => layers.splice(layers.indexOf(bindings), 1);
  });
}

/** What may be pressed now, for the help: [[key, what it does], …]. */
export function allKeys() {
  const known = new Map();
  for (const layer of layers) {
    for (const [key, [text]] of Object.entries(layer)) {
      known.set(key, text);
    }
  }
  return [...known];
}

addEventListener('keydown', (event) => {
  const isTyping = event.target.matches?.('input:not([type=checkbox]),select,textarea');
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
    return;
  }
  if (isTyping) {
    if (event.key === 'Escape') {
      event.target.blur();
    }
    return;
  }
  if (!setting('keys') && event.key !== 'Escape') {
    return;
  }
  for (let i = layers.length - 1; i >= 0; i--) {
    const binding = layers[i][event.key];
    if (binding) {
      event.preventDefault();
      binding[1](event);
      return;
    }
  }
});
