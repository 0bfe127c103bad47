// SPDX-License-Identifier: Apache-2.0
// What one does with keys and mouse, and a hub that goes away. Each step waits for what the one before has done.
import { hashHas, loaded, open, paramsOf } from './page.mjs';

export async function everyInteraction(browser, test) {
  const page = await browser.page({ viewport: { width: 1440, height: 900 } });
  test.at('fleet');
  await page.goto(browser.hub);
  await loaded(page, 'Fleet');
  const text = await page.innerText('main');
  test.check(text.includes('<img') && text.includes('\\u{202E}'), `a name with markup is not shown as it is: ${text.slice(0, 400)}`);
  await page.click('.unfold');
  await page.locator('tr.child').nth(1).waitFor();
  test.check(await page.locator('tr.child').count() === 2, 'a service does not unfold to its instances');
  await keys(browser, page, test);
  await range(page, test);
  await hubAway(page, test);
  await page.context().close();
}

async function keys(browser, page, test) {
  test.at('keys');
  await page.keyboard.press('?');
  await page.waitForSelector('dialog[open]');
  await browser.checkAccess(page);
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog[open]', { state: 'detached' });
  await page.keyboard.press('/');
  await page.waitForSelector('main input[type=search]:focus');
  await page.keyboard.type('shop');
  await hashHas(page, 'q=shop');
  await page.keyboard.press('Escape');
  await page.waitForSelector('main input[type=search]:not(:focus)');
  await page.keyboard.press('2');
  await loaded(page, 'Tools');
  await page.focus('.table-box');
  await page.keyboard.press('j');
  await page.waitForSelector('tbody tr:first-child :focus');
  await page.keyboard.press('Enter');
  await hashHas(page, '#/tool?');
}

async function range(page, test) {
  test.at('range');
  await open(page, '#/server?service=shop&from=15m');
  const box = await page.locator('.u-over').first().boundingBox();
  await page.mouse.move(box.x + box.width * 0.3, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + 40, { steps: 4 });
  await page.mouse.up();
  await hashHas(page, 'to=');
  const chosen = await paramsOf(page);
  const seconds = (Date.parse(chosen.get('to')) - Date.parse(chosen.get('from'))) / 1000;
  test.check(Math.abs(seconds - 360) < 30, `dragging over 0.4 of 15 min chose ${seconds} s`);
  await page.keyboard.press('1');
  await loaded(page, 'Fleet');
  test.check((await paramsOf(page)).has('to'), 'the range does not hold on another screen');
  await page.keyboard.press('0');
  await page.waitForFunction(() => !location.hash.includes('to='));
}

async function hubAway(page, test) {
  test.at('hub away');
  await page.locator('tbody tr').nth(1).waitFor();
  await away(page, () => page.context().setOffline(true));
  await page.waitForSelector('.connection:not([hidden])');
  test.check(await page.locator('tbody tr').count() > 1, 'what was seen goes with the hub');
  await away(page, () => page.keyboard.press('-'));
  test.check(await page.locator('tbody tr').count() > 1, 'what was seen goes when the range changes and the hub is away');
  await page.context().setOffline(false);
  await page.waitForSelector('.connection', { state: 'hidden' });
  await open(page, '#/server?service=shop');
  await page.context().setOffline(true);
  await open(page, '#/server?service=shop-1');
  const calls = await page.locator('.figures .value').first().innerText();
  test.check(calls === '–', `while the hub is away a server is shown with the ${calls} of another`);
  await page.context().setOffline(false);
  await page.waitForSelector('.connection', { state: 'hidden' });
  await page.waitForFunction(() => document.querySelector('.figures .value').textContent !== '–');
}

/** Does that, and waits until the hub was asked for the fleet in vain and the page has drawn what came of it. */
async function away(page, act) {
  const inVain = page.waitForEvent('requestfailed', (request) =>
    request.url().includes('/servers?') && request.failure()?.errorText === 'net::ERR_INTERNET_DISCONNECTED');
  await act();
  await inVain;
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
}
