// SPDX-License-Identifier: Apache-2.0
// What one chose in this browser: theme, whether single keys do something, and whether it is paused.
import { useEffect, useState } from './html.js';

const PREFIX = 'mcp-hub.';
const STORED = new Set(['theme', 'keys']);
const values = new Map([['theme', 'auto'], ['keys', true], ['paused', false]]);
const listeners = new Set();

for (const name of STORED) {
  try {
    const stored = JSON.parse(localStorage.getItem(PREFIX + name));
    if (stored !== null) {
      values.set(name, stored);
    }
  } catch {
    // A browser that stores nothing, or somebody else's value: the default it is.
  }
}

export function setting(name) {
  return values.get(name);
}

export function choose(name, value) {
  values.set(name, value);
  if (STORED.has(name)) {
    try {
      localStorage.setItem(PREFIX + name, JSON.stringify(value));
    } catch {
      // It holds until the page is left.
    }
  }
  if (name === 'theme') {
    applyTheme();
  }
  listeners.forEach((listener) => listener(name));
}

export function onSetting(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSetting(name) {
  const [value, setValue] = useState(setting(name));
  useEffect(() => {
    setValue(setting(name));
    return onSetting(() => setValue(setting(name)));
  }, [name]);
  return value;
}

function applyTheme() {
  const theme = values.get('theme');
  if (theme === 'auto') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
}
