// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import test from 'node:test';
import { Places, moved, scrollTo, windowOf } from '../../main/resources/io/mcpotel/hub/console/logic/window.js';
import { ticks } from '../../main/resources/io/mcpotel/hub/console/logic/time.js';

test('of ten thousand rows only those are drawn that are seen, and some around them', () => {
  const places = Places.even(10_000, 30);
  assert.deepEqual(windowOf(places, 0, 600, 5), { first: 0, last: 26 });
  assert.deepEqual(windowOf(places, 150_000, 600, 5), { first: 4_995, last: 5_026 });
  assert.deepEqual(windowOf(places, 299_400, 600, 5), { first: 9_975, last: 10_000 });
  assert.deepEqual(windowOf(Places.even(0, 30), 0, 600), { first: 0, last: 0 });
});

test('rows of different heights are found where they stand', () => {
  const places = new Places([30, 50, 30, 100]);
  assert.equal(places.total, 210);
  assert.deepEqual([-5, 0, 29, 30, 79, 80, 110, 5_000].map((y) => places.at(y)), [0, 0, 0, 1, 1, 2, 3, 3]);
});

test('a row that is chosen is scrolled to no further than needed', () => {
  const places = Places.even(100, 30);
  assert.equal(scrollTo(places, 0, 300, 600), 0);
  assert.equal(scrollTo(places, 12, 300, 600), 300);
  assert.equal(scrollTo(places, 30, 300, 600), 330);
});

test('keys move by a row, by a page and to the ends, and stop there', () => {
  assert.equal(moved('j', 3, 10, 5), 4);
  assert.equal(moved('ArrowUp', 0, 10, 5), 0);
  assert.equal(moved('PageDown', 7, 10, 5), 9);
  assert.equal(moved('End', 0, 10, 5), 9);
  assert.equal(moved('x', 0, 10, 5), null);
  assert.equal(moved('j', 0, 0, 5), null);
});

test('an axis has round marks', () => {
  assert.deepEqual(ticks(95, 5), [0, 20, 40, 60, 80]);
  assert.deepEqual(ticks(0, 5), [0]);
});
