// SPDX-License-Identifier: Apache-2.0
// Screens of the example beside the pictures of them that are stored, which are renewed by one command: docs/console.md.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { ALERTS, NOW, SESSION, TRACE } from './example.mjs';
import { likeness, smaller } from './likeness.mjs';
import { hashOf, loaded, open } from './page.mjs';

const STORED = new URL('./pictures/', import.meta.url);
const README = new URL('../../../../../docs/images/console.png', import.meta.url);
const NEW = new URL('../../../../target/pictures/', import.meta.url);
const LOOKS = [
  { name: 'light-wide', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { name: 'dark-narrow', colorScheme: 'dark', viewport: { width: 360, height: 780 }, isWrapped: true },
];
const SCREENS = [
  ['fleet', '#/fleet'], ['server', hashOf('server', { service: 'orders', instance: 'orders-2' })],
  ['call', `#/call/${TRACE}`], ['session', `#/session/${SESSION}`],
];
const FONT = new URL('font.json', STORED);
/** One that a machine is not likely to have as its own, and which every browser has one of. */
const ANOTHER_FONT = 'serif';
/** The part of the fleet that has something in it. */
const README_CLIP = { x: 0, y: 0, width: 1440, height: 510 };

export async function everyPicture(browser, test, renew) {
  for (const look of LOOKS) {
    const page = await pageAtNoon(browser, look);
    const paper = await browser.paper();
    const width = await widthOfText(page);
    if (renew) {
      mkdirSync(STORED, { recursive: true });
      writeFileSync(FONT, `${JSON.stringify({ width })}\n`);
    }
    // Where lines break elsewhere all below is moved: in a narrow page in any other font, in a wide one in a wider font.
    const times = width / JSON.parse(readFileSync(FONT)).width;
    if (times > 1.05 || (look.isWrapped && times < 0.99)) {
      await paper.close();
      await page.context().close();
      continue;
    }
    for (const [screen, hash] of SCREENS) {
      const name = `${screen}-${look.name}`;
      test.at(`picture ${name}`);
      await open(page, hash);
      await answered(page);
      if (renew) {
        await store(page, paper, name);
      }
      await compare(page, paper, { name, isWrapped: look.isWrapped }, test);
    }
    await paper.close();
    await page.context().close();
  }
}

async function store(page, paper, name) {
  writeFileSync(new URL(`${name}.png`, STORED), await smaller(paper, await page.screenshot()));
  if (name === 'fleet-light-wide') {
    writeFileSync(README, await page.screenshot({ clip: README_CLIP }));
  }
}

async function compare(page, paper, { name, isWrapped }, test) {
  const stored = readFileSync(new URL(`${name}.png`, STORED));
  const differs = async () => likeness(paper, stored, await smaller(paper, await page.screenshot()));
  const asItIs = await differs();
  if (!test.check(asItIs.isAlike, `looks otherwise: ${asItIs.text}; see target/pictures`)) {
    mkdirSync(NEW, { recursive: true });
    writeFileSync(new URL(`${name}.png`, NEW), await page.screenshot());
    return;
  }
  // What the comparison is worth.
  if (!isWrapped) {
    await style(page, ':root', '--font', ANOTHER_FONT);
    await style(page, ':root', '--mono', ANOTHER_FONT);
    const otherFont = await differs();
    test.check(otherFont.isAlike, `another font makes it another picture: ${otherFont.text}`);
    await style(page, ':root', '--font', '');
    await style(page, ':root', '--mono', '');
  }
  const panel = await smallestPanel(page);
  await style(page, '[data-smallest]', 'display', 'none');
  const without = await differs();
  test.check(!without.isAlike, `${panel} can be missing: ${without.text}`);
}

/** The hub is asked for what was at noon, by a page that takes it for now. */
async function pageAtNoon(browser, look) {
  const page = await browser.page({ ...look, locale: 'en', timezoneId: 'UTC' });
  await page.clock.setFixedTime(NOW);
  page.waiting = 0;
  page.on('request', () => page.waiting++);
  page.on('requestfinished', () => page.waiting--);
  page.on('requestfailed', () => page.waiting--);
  await page.route('**/api/v1/**', (route) => {
    const url = new URL(route.request().url());
    const ago = /^(\d+)([mhd])$/.exec(url.searchParams.get('from') ?? '');
    if (url.pathname.endsWith('/alerts')) {
      return route.fulfill({ json: { alerts: ALERTS } });
    }
    if (ago) {
      const millis = ago[1] * { m: 60_000, h: 3_600_000, d: 86_400_000 }[ago[2]];
      url.searchParams.set('from', new Date(NOW - millis).toISOString());
      url.searchParams.set('to', new Date(NOW).toISOString());
    }
    return route.continue({ url: url.href });
  });
  await page.goto(browser.hub);
  await loaded(page, 'Fleet');
  return page;
}

/** Waits for what is asked for beside the panels, too, such as the marks of alerts. */
async function answered(page) {
  while (page.waiting > 0) {
    await page.waitForTimeout(20);
  }
  await drawn(page);
}

/** Waits until fonts and charts are there. */
async function drawn(page) {
  await page.evaluate(() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))));
}

async function style(page, selector, property, value) {
  await page.evaluate(([which, name, to]) => document.querySelector(which).style.setProperty(name, to), [selector, property, value]);
  await drawn(page);
}

/** Marks the smallest one that has another below it, which moves without it; answers what it is called. */
function smallestPanel(page) {
  return page.evaluate(() => {
    const seen = [...document.querySelectorAll('main .panel, main .figures, main .firing')].map((one) => {
      const { top, bottom } = one.getBoundingClientRect();
      return { one, height: Math.min(bottom, innerHeight) - top };
    });
    const { one } = seen.filter(({ height }) => height > 40).slice(0, -1).sort((a, b) => a.height - b.height)[0];
    one.dataset.smallest = '';
    return one.ariaLabel ?? one.className;
  });
}

function widthOfText(page) {
  return page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d');
    context.font = `100px ${getComputedStyle(document.body).fontFamily}`;
    return Math.round(context.measureText('What is the width of this text, in 100 px?').width);
  });
}
