// SPDX-License-Identifier: Apache-2.0
import { html, render, useEffect, useRef, useState } from './html.js';
import { useConnection } from './api.js';
import { age } from './format.js';
import { useKeys } from './keys.js';
import { Help } from './parts/help.js';
import { DEFAULT_RANGE, RANGES, go, link, moveRange, rangeOf, setParams, useRoute } from './router.js';
import { SCREENS } from './screens.js';
import { choose, setting, useSetting } from './settings.js';

function App() {
  const { screen, id, params } = useRoute();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const shown = SCREENS.find((one) => one.name === screen);
  const range = rangeOf(params);
  useEffect(() => {
    document.title = `${shown?.title ?? 'Not found'} · MCP OTel Hub`;
    scrollTo(0, 0);
  }, [screen, id]);
  useKeys({
    '?': ['show or hide the keys', () => setHelpOpen(!isHelpOpen)],
    ...Object.fromEntries(SCREENS.filter((one) => one.key).map((one) => [one.key, [one.title, () => go(one.name)]])),
    '/': ['go to the filter', () => document.querySelector('main input[type=search]')?.focus()],
    p: ['pause or go on', () => choose('paused', !setting('paused'))],
    t: ['light, dark, or as the system has it', nextTheme],
    '[': ['earlier', () => moveRange({ by: -0.5 })],
    ']': ['later', () => moveRange({ by: 0.5 })],
    '+': ['a shorter range', () => moveRange({ factor: 0.5 })],
    '-': ['a longer range', () => moveRange({ factor: 2 })],
    0: ['the last hour', () => setParams({ from: null, to: null })],
    Backspace: ['back', () => history.back()],
  });
  return html`
    <a class="skip" href="#main" onClick=${(e) => { e.preventDefault(); document.getElementById('main').focus(); }}>To the content</a>
    <header class="top">
      <a class="brand" href=${link('fleet')}><img src="/console/icon.svg" alt="" width="22" height="22" />MCP Hub</a>
      <nav aria-label="Screens">
        ${SCREENS.filter((one) => one.key).map((one) => html`
          <a key=${one.name} href=${link(one.name)} aria-current=${shown === one || shown?.under === one.name ? 'page' : undefined}>${one.title}</a>`)}
      </nav>
      <${Controls} range=${range} params=${params} onHelp=${() => setHelpOpen(true)} />
    </header>
    <${Connection} />
    <main id="main" tabindex="-1">
      ${shown
        ? html`<${Screen} key=${screen} screen=${shown} id=${id} params=${params} range=${range} />`
        : html`<h1>There is no screen "${screen}"</h1><p><a href=${link('fleet')}>To the fleet</a></p>`}
    </main>
    ${isHelpOpen && html`<${Help} onClose=${() => setHelpOpen(false)} />`}`;
}

function nextTheme() {
  const themes = ['auto', 'light', 'dark'];
  choose('theme', themes[(themes.indexOf(setting('theme')) + 1) % themes.length]);
}

const loaded = new Map();

/** A screen's file is loaded when it is first shown. */
function Screen({ screen, ...rest }) {
  const [, setDone] = useState(0);
  const [error, setError] = useState(null);
  useEffect(() => {
    if (!loaded.has(screen.name)) {
      screen.load().then(
        (module) => {
          loaded.set(screen.name, module.default);
          setDone((n) => n + 1);
        },
        setError);
    }
  }, [screen]);
  const Component = loaded.get(screen.name);
  if (error && !Component) {
    return html`<div class="state bad" role="alert">This screen could not be loaded. <button type="button" onClick=${() => location.reload()}>Load the page again</button></div>`;
  }
  return Component ? html`<${Component} ...${rest} />` : html`<div class="state" role="status">Loading</div>`;
}

function Controls({ range, params, onHelp }) {
  const theme = useSetting('theme');
  const isPaused = useSetting('paused');
  const from = params.from ?? DEFAULT_RANGE;
  const isOwn = !range.isLive || !RANGES.includes(from);
  return html`
    <div class="controls">
      <label class="range">
        <span class="unseen">Time range</span>
        <select value=${isOwn ? 'own' : from} onChange=${(e) => e.target.value !== 'own' && setParams({ from: e.target.value, to: null })}>
          ${isOwn && html`<option value="own">${range.label}</option>`}
          ${RANGES.map((one) => html`<option key=${one} value=${one}>${rangeOf({ from: one }).label.replace('l', 'L')}</option>`)}
        </select>
      </label>
      <button type="button" class="icon live ${isPaused ? 'paused' : range.isLive ? 'on' : ''}" aria-pressed=${isPaused}
        title=${isPaused ? 'Paused: go on (p)' : range.isLive ? 'Live: pause (p)' : 'A range of the past does not move'}
        onClick=${() => choose('paused', !isPaused)}><i aria-hidden="true"></i>${isPaused ? 'Paused' : range.isLive ? 'Live' : 'Past'}</button>
      <button type="button" class="icon" title="Theme: ${theme} (t)" aria-label="Theme: ${theme}" onClick=${nextTheme}>
        <svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="6.500" fill="none" stroke="currentColor" stroke-width="1.800" /><path d="M10 3.500a6.500 6.500 0 0 1 0 13z" fill="currentColor" /></svg>
      </button>
      <button type="button" class="icon" title="Keys (?)" aria-label="Keys" onClick=${onHelp}>?</button>
    </div>`;
}

/** Over the page, so that it moves nothing. */
function Connection() {
  const { ok, since } = useConnection();
  const [, setNow] = useState(0);
  const timer = useRef();
  useEffect(() => {
    timer.current = ok ? null : setInterval(() => setNow((n) => n + 1), 1_000);
    return () => clearInterval(timer.current);
  }, [ok]);
  return html`<div class="connection" role="status" hidden=${ok}>
    ${!ok && `The hub has not answered for ${age((Date.now() - since) / 1000)}. What you see is from before; the page goes on by itself.`}
  </div>`;
}

render(html`<${App} />`, document.getElementById('app'));
