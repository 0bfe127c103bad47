// SPDX-License-Identifier: Apache-2.0
// Goes through the console of a hub with Chromium, and says what is wrong in lines on stdout.
// node console.mjs URL NODE_MODULES [--renew] [--slower=N]
//   --renew     stores the pictures anew, and does nothing else
//   --slower=N  makes the pages so many times slower, to find what does not wait
import { example } from './example.mjs';
import { everyInteraction } from './interactions.mjs';
import { Browser } from './page.mjs';
import { everyPicture } from './pictures.mjs';
import { everyScreen } from './screens.mjs';
import { everyTiming } from './timings.mjs';
import { fill } from './traffic.mjs';

const [hub, modules, ...options] = process.argv.slice(2);
const renew = options.includes('--renew');
const slower = Number(options.find((one) => one.startsWith('--slower='))?.slice('--slower='.length) ?? 1);

let where = 'start';
const test = {
  at: (place) => (where = place),
  say: (problem) => console.log(`${where}: ${problem}`),
  check: (isSo, problem) => isSo || test.say(problem),
};

const browser = new Browser(hub, modules, test.say, slower);
try {
  await browser.start();
  await example(hub);
  await everyPicture(browser, test, renew);
  if (!renew) {
    await fill(hub);
    await everyScreen(browser, test);
    await everyInteraction(browser, test);
    await everyTiming(browser, test);
  }
} catch (e) {
  test.say(e.message);
} finally {
  await browser.close();
}
