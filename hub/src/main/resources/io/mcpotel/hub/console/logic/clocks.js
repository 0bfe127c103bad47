// SPDX-License-Identifier: Apache-2.0

/**
 * What is known of the difference between two clocks. What was sent is received later: that is
 * sure. What was answered was done before: mostly, as the one who asked may have given up.
 */
export class Difference {
  #sure = { low: -Infinity, high: Infinity };
  #likely = { low: -Infinity, high: Infinity };

  /** A call: of the one who asks (reference clock), and of the one who does it (other clock). */
  asked(asker, doer) {
    this.#sure.low = Math.max(this.#sure.low, asker.start - doer.start);
    this.#likely.high = Math.min(this.#likely.high, asker.end - doer.end);
  }

  /** A call the other way round: the other clock's process asked. */
  answered(asker, doer) {
    this.#sure.high = Math.min(this.#sure.high, doer.start - asker.start);
    this.#likely.low = Math.max(this.#likely.low, doer.end - asker.end);
  }

  /** What to add to the other clock's times; 0 where they may be right as they are. */
  offset() {
    let low = Math.max(this.#sure.low, this.#likely.low);
    let high = Math.min(this.#sure.high, this.#likely.high);
    if (low > high) {
      ({ low, high } = this.#sure);
    }
    if (low > high) {
      high = low;
    }
    if (low <= 0 && high >= 0) {
      return 0;
    }
    if (low === -Infinity) {
      return high;
    }
    if (high === Infinity) {
      return low;
    }
    return (low + high) / 2;
  }
}

/**
 * For each process what to add to its times, so that no child begins before its parent.
 * Nodes have parent (a node or null), process, start, end, and waited: not to wait is to give up.
 */
export function clockOffsets(nodes) {
  const pairs = new Map();
  const neighbours = new Map();
  for (const node of nodes) {
    if (!neighbours.has(node.process)) {
      neighbours.set(node.process, new Set());
    }
  }
  for (const node of nodes) {
    const { parent } = node;
    if (parent && parent.process !== node.process) {
      const asker = parent.waited ? parent : { start: parent.start, end: Infinity };
      difference(pairs, parent.process, node.process).asked(asker, node);
      difference(pairs, node.process, parent.process).answered(asker, node);
      neighbours.get(parent.process).add(node.process);
      neighbours.get(node.process).add(parent.process);
    }
  }
  const offsets = new Map();
  for (const first of neighbours.keys()) {
    if (offsets.has(first)) {
      continue;
    }
    offsets.set(first, 0);
    const waiting = [first];
    for (let from = waiting.shift(); from !== undefined; from = waiting.shift()) {
      for (const to of neighbours.get(from)) {
        if (!offsets.has(to)) {
          offsets.set(to, offsets.get(from) + difference(pairs, from, to).offset());
          waiting.push(to);
        }
      }
    }
  }
  return offsets;
}

function difference(pairs, from, to) {
  if (!pairs.has(from)) {
    pairs.set(from, new Map());
  }
  const others = pairs.get(from);
  if (!others.has(to)) {
    others.set(to, new Difference());
  }
  return others.get(to);
}
