// SPDX-License-Identifier: Apache-2.0
// Pages of the console in Chromium, and how a test waits for what they show.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const PATIENCE = 60_000;

export class Browser {
  /** hub is its address; say is told what is wrong; slower makes pages so many times slower than they are. */
  constructor(hub, modules, say, slower) {
    const require = createRequire(`${modules}/`);
    Object.assign(this, { hub, say, slower });
    this.chromium = require('playwright-core').chromium;
    this.axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  }

  async start() {
    const executablePath = process.env.PATH.split(':').map((folder) => `${folder}/chromium`).find(existsSync);
    this.browser = await this.chromium.launch({ executablePath, args: FLAGS });
  }

  close() {
    return this.browser?.close();
  }

  /** A page of the hub's first screen, in a context of its own. */
  async page(options) {
    const context = await this.browser.newContext({ reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    const { hub, say } = this;
    page.setDefaultTimeout(PATIENCE);
    page.on('console', (message) => message.type() === 'error' && !/404|ERR_INTERNET_DISCONNECTED/.test(message.text()) && say(`console: ${message.text()}`));
    page.on('pageerror', (error) => say(`failed: ${error.message}`));
    page.on('dialog', (dialog) => { say(`script of a peer ran: ${dialog.message()}`); dialog.dismiss(); });
    page.on('request', (request) => request.url().startsWith(hub) || say(`asked another host: ${request.url()}`));
    if (this.slower > 1) {
      const devtools = await context.newCDPSession(page);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: this.slower });
    }
    return page;
  }

  /** An empty page, which may do what the console's own may not. */
  async paper() {
    return this.browser.newPage();
  }

  /** Says what is not accessible in what the page shows now. */
  async checkAccess(page) {
    const devtools = await page.context().newCDPSession(page);
    // Past the page's own policy, which would not let it in.
    await devtools.send('Runtime.evaluate', { expression: this.axe });
    const { result } = await devtools.send('Runtime.evaluate', {
      expression: `axe.run({ runOnly: ${JSON.stringify(RULES)} }).then((all) => JSON.stringify(all.violations.map((one) => one.id + ' ' + one.nodes[0].html)))`,
      awaitPromise: true,
      returnByValue: true,
    });
    await devtools.detach();
    JSON.parse(result.value).forEach((violation) => this.say(`axe: ${violation}`));
  }
}

/** The address within the page of a screen, as router.js has it. */
export function hashOf(screen, params = {}) {
  return `#/${screen}?${new URLSearchParams(params)}`;
}

/** Goes there, as a link of the page does, and waits until all of it is shown. */
export async function open(page, hash) {
  await page.evaluate((to) => new Promise((done) => {
    if (location.hash === to) {
      done();
      return;
    }
    // After the console's own listener, which draws the new screen at once.
    addEventListener('hashchange', () => setTimeout(done), { once: true });
    location.hash = to;
  }), hash);
  await loaded(page);
}

/** Waits until a screen is shown with all that it asks for; of this heading, if one is given. */
export function loaded(page, heading = null) {
  return page.waitForFunction((text) => {
    const h1 = document.querySelector('main h1');
    return h1 && (text === null || h1.textContent === text) && !document.querySelector('main .spinner');
  }, heading);
}

export async function hashHas(page, text) {
  await page.waitForFunction((part) => location.hash.includes(part), text);
}

/** The filters and the range of the page's address. */
export async function paramsOf(page) {
  return new URLSearchParams((await page.evaluate(() => location.hash)).split('?')[1]);
}
