// SPDX-License-Identifier: Apache-2.0
// Goes through the console of a hub with Chromium, and says what is wrong in lines on stdout.
// node console.mjs URL NODE_MODULES
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fill, EVIL } from './traffic.mjs';

const [hub, modules] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const executablePath = process.env.PATH.split(':').map((folder) => `${folder}/chromium`).find(existsSync);
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const PATIENCE = 30_000;

let where = 'start';
const say = (problem) => console.log(`${where}: ${problem}`);
const check = (isSo, problem) => isSo || say(problem);

function watched(page) {
  page.setDefaultTimeout(PATIENCE);
  page.on('console', (message) => message.type() === 'error' && !/404|ERR_INTERNET_DISCONNECTED/.test(message.text()) && say(`console: ${message.text()}`));
  page.on('pageerror', (error) => say(`failed: ${error.message}`));
  page.on('dialog', (dialog) => { say(`script of a peer ran: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', (request) => check(request.url().startsWith(hub), `asked another host: ${request.url()}`));
  return page;
}

const ready = (page) => page.waitForFunction(() => document.querySelector('main h1') && !document.querySelector('main .spinner'));

async function axeOf(page, context) {
  const devtools = await context.newCDPSession(page);
  // Past the page's own policy, which would not let it in.
  await devtools.send('Runtime.evaluate', { expression: axe });
  const { result } = await devtools.send('Runtime.evaluate', {
    expression: `axe.run({ runOnly: ${JSON.stringify(RULES)} }).then((all) => JSON.stringify(all.violations.map((one) => one.id + ' ' + one.nodes[0].html)))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await devtools.detach();
  JSON.parse(result.value).forEach((violation) => say(`axe: ${violation}`));
}

async function everyScreen(browser) {
  const named = (screen, params) => `#/${screen}?${new URLSearchParams(params)}`;
  const screens = ['#/fleet', named('server', { service: 'shop' }), named('server', { service: EVIL }), '#/tools', named('tool', { service: 'shop', tool: 'find' }),
    '#/calls', `#/call/${'1'.padStart(32, 'a')}`, '#/sessions', '#/session/session-1', '#/clients', '#/alerts', '#/pipeline', '#/fleet?from=2020-01-01T00:00:00Z&to=2020-01-01T01:00:00Z', '#/nothing'];
  for (const [colorScheme, width, height] of [['light', 1440, 900], ['dark', 360, 780]]) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height } });
    const page = watched(await context.newPage());
    for (const screen of screens) {
      where = `${screen.slice(0, 60)} ${colorScheme} ${width}`;
      await page.goto(`${hub}/${screen}`);
      if (screen !== '#/nothing') {
        await ready(page);
      }
      await axeOf(page, context);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      check(over <= 0, `wider than the window by ${over}`);
      const tall = await page.evaluate(() => document.documentElement.scrollHeight);
      check(tall < 9_000, `a name without end makes it ${tall} high`);
    }
    await context.close();
  }
}

async function everyInteraction(browser) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = watched(await context.newPage());
  where = 'fleet';
  await page.goto(`${hub}/`);
  await ready(page);
  const text = await page.innerText('main');
  check(text.includes('<img') && text.includes('\\u{202E}'), `a name with markup is not shown as it is: ${text.slice(0, 400)}`);
  await page.click('.unfold');
  check(await page.locator('tr.child').count() === 2, 'a service does not unfold to its instances');
  where = 'keys';
  await page.keyboard.press('?');
  await page.waitForSelector('dialog[open]');
  await axeOf(page, context);
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog[open]', { state: 'detached' });
  await page.keyboard.press('/');
  await page.keyboard.type('shop');
  await page.waitForFunction(() => location.hash.includes('q=shop'));
  await page.keyboard.press('Escape');
  await page.keyboard.press('2');
  await page.waitForFunction(() => location.hash.startsWith('#/tools'));
  await ready(page);
  await page.focus('.table-box');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.hash.startsWith('#/tool?'));
  where = 'range';
  await page.goto(`${hub}/#/server?service=shop&from=15m`);
  await page.waitForSelector('.u-over');
  await ready(page);
  const box = await page.locator('.u-over').first().boundingBox();
  await page.mouse.move(box.x + box.width * 0.3, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + 40, { steps: 4 });
  await page.mouse.up();
  await page.waitForFunction(() => new URLSearchParams(location.hash.split('?')[1]).has('to'));
  const chosen = new URLSearchParams((await page.evaluate(() => location.hash)).split('?')[1]);
  const seconds = (Date.parse(chosen.get('to')) - Date.parse(chosen.get('from'))) / 1000;
  check(Math.abs(seconds - 360) < 30, `dragging over 0.4 of 15 min chose ${seconds} s`);
  await page.keyboard.press('1');
  await page.waitForFunction(() => location.hash.startsWith('#/fleet'));
  check((await page.evaluate(() => location.hash)).includes('to='), 'the range does not hold on another screen');
  await page.keyboard.press('0');
  await page.waitForFunction(() => !location.hash.includes('to='));
  where = 'hub away';
  await context.setOffline(true);
  await page.waitForSelector('.connection:not([hidden])');
  check(await page.locator('tbody tr').count() > 1, 'what was seen goes with the hub');
  await context.setOffline(false);
  await page.waitForSelector('.connection', { state: 'hidden' });
  await context.close();
}

await fill(hub);
const browser = await chromium.launch({ executablePath, args: FLAGS });
try {
  await everyScreen(browser);
  await everyInteraction(browser);
} catch (e) {
  say(e.message);
} finally {
  await browser.close();
}
