// SPDX-License-Identifier: Apache-2.0
// How much the page does with very much: counts where they tell it, else script time of its own thread, best of a few.
import { LARGE_TRACE, LONG_SESSION, sendCalls, sendSession, sendTrace } from './bulk.mjs';
import { loaded, open } from './page.mjs';

const CALLS = 10_000;
const MOST_MS = 200;
/** What the loop below takes where a screen has MOST_MS; a slower machine has as much more. */
const LOOP_MS = 30;
const TRIES = 3;

export async function everyTiming(browser, test) {
  const page = await browser.page({ viewport: { width: 1440, height: 900 } });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(browser.hub);
  await loaded(page, 'Fleet');
  const script = async (act) => {
    const before = await scriptMillis(devtools);
    await act();
    return await scriptMillis(devtools) - before;
  };
  await sendSession(browser.hub, 5_000);
  await sendTrace(browser.hub, 3_000);
  for (const [what, hash, rows] of [['a session of 5,000 messages', `#/session/${LONG_SESSION}`, 5_000], ['a trace of 3,000 spans', `#/call/${LARGE_TRACE}`, 3_000]]) {
    test.at(what);
    const times = [];
    for (let i = 0; i < TRIES; i++) {
      await open(page, '#/nothing');
      times.push(await script(() => open(page, hash)));
      const shown = await rowCount(page);
      test.check(shown >= rows, `only ${shown} are shown`);
    }
    const most = MOST_MS * await slowness(page, script);
    test.check(Math.min(...times) < most, `takes ${times.map(Math.round)} ms of script, and not ${Math.round(most)}`);
    await checkScrolling(page, test);
  }
  test.at('10,000 calls');
  await sendCalls(browser.hub, CALLS);
  await open(page, '#/calls?service=bulk');
  await page.waitForFunction(loadMore, CALLS, { polling: 50 });
  await checkScrolling(page, test);
  await page.context().close();
}

/** In the page: goes to the end, where more is loaded, until all are there. */
function loadMore(count) {
  const list = document.querySelector('.rows');
  list.scrollTop = list.scrollHeight;
  return Number(list.getAttribute('aria-rowcount')) > count;
}

async function rowCount(page) {
  return Number(await page.locator('.rows').getAttribute('aria-rowcount')) - 1;
}

/** Wherever one scrolls to, few rows exist, and those that are seen are among them. */
async function checkScrolling(page, test) {
  const { most, blank } = await page.evaluate(async () => {
    const list = document.querySelector('.rows');
    const seen = { most: 0, blank: 0 };
    for (let i = 0; i <= 100; i++) {
      list.scrollTop = (i / 100) * (list.scrollHeight - list.clientHeight);
      await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
      const box = list.getBoundingClientRect();
      const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      seen.blank += !at.closest('.line');
      seen.most = Math.max(seen.most, list.querySelectorAll('.line').length);
    }
    return seen;
  });
  test.check(most < 90, `there are ${most} rows at once`);
  test.check(blank === 0, `at ${blank} of 101 places there is no row in the middle`);
}

/** All tasks of the page but for style and layout: ScriptDuration leaves out what follows a promise, as all answers do. */
async function scriptMillis(devtools) {
  const { metrics } = await devtools.send('Performance.getMetrics');
  const of = (name) => metrics.find((one) => one.name === name).value * 1_000;
  return of('TaskDuration') - of('LayoutDuration') - of('RecalcStyleDuration');
}

/** How many times slower this machine is than one on which a screen has MOST_MS; at least 1. */
async function slowness(page, script) {
  const times = [];
  for (let i = 0; i < TRIES; i++) {
    times.push(await script(() => page.evaluate(() => {
      let rows = [];
      for (let round = 0; round < 20; round++) {
        rows = Array.from({ length: 5_000 }, (_, n) => ({ id: `${(n * 7_919) % 5_000}`, round }));
        rows.sort((a, b) => a.id.localeCompare(b.id));
      }
      return JSON.stringify(rows).length;
    })));
  }
  return Math.max(1, Math.min(...times) / LOOP_MS);
}
