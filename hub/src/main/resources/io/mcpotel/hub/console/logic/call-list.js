// SPDX-License-Identifier: Apache-2.0

export const MOST_CALLS = 10_000;
const KEY = Symbol('key');

/** What tells a call from all others. */
export function keyOf(row) {
  row[KEY] ??= JSON.stringify([
    row.time, row.service, row.instance, row.span_id, row.direction, row.method, row.request_id,
  ]);
  return row[KEY];
}

/** Calls, the last one first, each once: pages of older ones below, and those that happen above. */
export class CallList {
  rows = [];
  /** Those that wait above the list, so that it does not move under the eyes of whoever reads. */
  held = [];
  #known = new Set();

  addOlder(page) {
    this.rows = [...this.rows, ...this.#unknown(page)].slice(0, MOST_CALLS);
  }

  addNewer(rows, hold) {
    const fresh = this.#unknown(rows);
    if (!fresh.length) {
      return;
    }
    this.held = [...fresh, ...this.held].slice(0, MOST_CALLS);
    if (!hold) {
      this.release();
    }
  }

  release() {
    // Each process sends for itself, so that a late one brings older calls.
    this.rows = [...this.held, ...this.rows].sort(newestFirst).slice(0, MOST_CALLS);
    this.held = [];
    if (this.#known.size > 4 * MOST_CALLS) {
      this.#known = new Set(this.rows.map(keyOf));
    }
  }

  get isFull() {
    return this.rows.length >= MOST_CALLS;
  }

  #unknown(rows) {
    return rows.filter((row) => {
      const isNew = !this.#known.has(keyOf(row));
      this.#known.add(keyOf(row));
      return isNew;
    });
  }
}

function newestFirst(a, b) {
  return a.time < b.time ? 1 : a.time > b.time ? -1 : 0;
}
