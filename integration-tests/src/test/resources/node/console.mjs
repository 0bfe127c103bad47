// SPDX-License-Identifier: Apache-2.0
// Opens each screen of the console of a hub that has heard of a fleet, and says what is wrong in lines
// on stdout: an error, a request to another host, or a name that is not to be seen.
// node console.mjs URL NODE_MODULES
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const [hub, modules] = process.argv.slice(2);
const { chromium } = createRequire(`${modules}/`)('playwright-core');
const executablePath = process.env.PATH.split(':').map((folder) => `${folder}/chromium`).find(existsSync);
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const PATIENCE = 30_000;

const { operations } = await (await fetch(`${hub}/api/v1/operations?tool=slow&role=server&limit=1`)).json();
const [call] = operations;
const of = (screen, params) => `${screen}?${new URLSearchParams(params)}`;
const SCREENS = {
  fleet: ['weather', 'news', 'unresponsive', 'mcp_server_unresponsive', 'differ'],
  [of('server', { service: 'weather' })]: ['weather-1', 'weather-2', 'slow', 'unresponsive'],
  [of('server', { service: 'news', instance: 'news-1' })]: ['news-1', 'unresponsive', 'blackhole'],
  tools: ['slow', 'grow', 'weather'],
  [of('tool', { service: 'weather', tool: 'slow' })]: ['slow', 'weather-1', 'test-client'],
  calls: ['slow', 'initialize', 'weather', 'news'],
  [`call/${call.trace_id}`]: ['slow', 'weather', 'assistant'],
  sessions: ['weather', 'news', 'test-client', 'raw-peer'],
  [`session/${call.session_id}`]: ['slow', 'weather', 'test-client'],
  clients: ['test-client', 'raw-peer'],
  alerts: ['mcp_server_unresponsive', 'news-1', 'weather-2', 'mcp_p95_latency_exceeds', 'weather-1', 'auto_restart'],
  pipeline: ['weather', 'news', 'assistant', 'planner'],
};

let where = 'start';
const say = (problem) => console.log(`${where}: ${problem}`);
const browser = await chromium.launch({ executablePath, args: FLAGS });
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on('console', (message) => message.type() === 'error' && say(`console: ${message.text()}`));
  page.on('pageerror', (error) => say(`failed: ${error.message}`));
  page.on('request', (request) => request.url().startsWith(`${hub}/`) || say(`asked another host: ${request.url()}`));
  for (const [screen, names] of Object.entries(SCREENS)) {
    where = screen;
    await page.goto(`${hub}/#/${screen}`);
    const missing = () => page.evaluate((all) => {
      const seen = document.querySelector('main')?.innerText.toLowerCase() ?? '';
      return all.filter((name) => !seen.includes(name));
    }, names);
    for (const end = Date.now() + PATIENCE; (await missing()).length && Date.now() < end;) {
      await page.waitForTimeout(100);
    }
    if ((await missing()).length) {
      say(`does not show ${await missing()}, but: ${(await page.innerText('main')).slice(0, 2_000).replaceAll('\n', ' | ')}`);
    }
  }
} finally {
  await browser.close();
}
