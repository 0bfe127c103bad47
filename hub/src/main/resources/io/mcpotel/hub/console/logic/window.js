// SPDX-License-Identifier: Apache-2.0

/** Where rows stand that are not of one height: found by halving. */
export class Places {
  #tops;

  constructor(heights) {
    this.#tops = new Float64Array(heights.length + 1);
    for (let i = 0; i < heights.length; i++) {
      this.#tops[i + 1] = this.#tops[i] + heights[i];
    }
  }

  static even(count, height) {
    return {
      count,
      total: count * height,
      top: (i) => i * height,
      at: (y) => Math.max(0, Math.min(count - 1, Math.floor(y / height))),
    };
  }

  get count() {
    return this.#tops.length - 1;
  }

  get total() {
    return this.#tops[this.count];
  }

  top(index) {
    return this.#tops[index];
  }

  /** The row at this height; the first or last one where there is none. */
  at(y) {
    let low = 0;
    let high = Math.max(0, this.count - 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#tops[middle] <= y) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}

/** Which rows to draw: those that are seen and some around them. `last` is one beyond. */
export function windowOf(places, scrollTop, height, spare = 10) {
  if (!places.count) {
    return { first: 0, last: 0 };
  }
  const first = Math.max(0, places.at(scrollTop) - spare);
  const last = Math.min(places.count, places.at(scrollTop + height) + 1 + spare);
  return { first, last };
}

/** The least scrolling that shows the whole row. */
export function scrollTo(places, index, scrollTop, height) {
  const top = places.top(index);
  const bottom = index + 1 < places.count ? places.top(index + 1) : places.total;
  if (top < scrollTop) {
    return top;
  }
  return bottom > scrollTop + height ? Math.max(0, bottom - height) : scrollTop;
}

/** The row that a key moves to, or null for a key that moves none. */
export function moved(key, index, count, page) {
  if (!count) {
    return null;
  }
  const to = {
    j: index + 1,
    ArrowDown: index + 1,
    k: index - 1,
    ArrowUp: index - 1,
    PageDown: index + page,
    PageUp: index - page,
    Home: 0,
    End: count - 1,
  }[key];
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to));
}
