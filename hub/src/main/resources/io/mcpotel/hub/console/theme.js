// SPDX-License-Identifier: Apache-2.0
// Runs before the first paint, so that nobody who chose dark is shown white first.
try {
  const theme = JSON.parse(localStorage.getItem('mcp-hub.theme'));
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // Nothing is stored here: the system's preference it is.
}
