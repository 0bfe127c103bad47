// SPDX-License-Identifier: Apache-2.0
// Every screen, in both themes and two widths, with text of hostile peers in it.
import { hashOf, loaded, open } from './page.mjs';
import { EVIL } from './traffic.mjs';

const SCREENS = [
  '#/fleet', hashOf('server', { service: 'shop' }), hashOf('server', { service: EVIL }), '#/tools',
  hashOf('tool', { service: 'shop', tool: 'find' }), '#/calls', `#/call/${'1'.padStart(32, 'a')}`, '#/sessions',
  '#/session/session-1', '#/clients', '#/alerts', '#/pipeline', '#/fleet?from=2020-01-01T00:00:00Z&to=2020-01-01T01:00:00Z',
  '#/nothing',
];

export async function everyScreen(browser, test) {
  for (const [colorScheme, width, height] of [['light', 1440, 900], ['dark', 360, 780]]) {
    const page = await browser.page({ colorScheme, viewport: { width, height } });
    test.at('start');
    await page.goto(browser.hub);
    await loaded(page, 'Fleet');
    for (const screen of SCREENS) {
      test.at(`${screen.slice(0, 60)} ${colorScheme} ${width}`);
      await open(page, screen);
      await browser.checkAccess(page);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      test.check(over <= 0, `wider than the window by ${over}`);
      const tall = await page.evaluate(() => document.documentElement.scrollHeight);
      test.check(tall < 9_000, `a name without end makes it ${tall} high`);
    }
    await page.context().close();
  }
}
