// SPDX-License-Identifier: Apache-2.0
// Where we are: #/SCREEN/ID?filters&from=…&to=… , so that an address can be sent to a colleague.
import { useEffect, useState } from './html.js';
import { age, clock } from './format.js';

export const RANGES = ['15m', '1h', '6h', '24h', '7d', '30d'];
export const DEFAULT_RANGE = '1h';
const UNITS = { s: 1, m: 60, h: 3_600, d: 86_400 };

export function parse(hash) {
  const [path, query] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const [screen, ...id] = path.split('/');
  return {
    screen: screen || 'fleet',
    id: decoded(id.join('/')),
    params: Object.fromEntries(new URLSearchParams(query ?? '')),
  };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function format({ screen, id, params = {} }) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value != null && value !== '' && value !== false) {
      query.set(name, value);
    }
  }
  const text = query.toString();
  return `#/${screen}${id ? `/${encodeURIComponent(id)}` : ''}${text ? `?${text}` : ''}`;
}

export function route() {
  return parse(location.hash);
}

/** The address of a screen: link('call', traceId) or link('calls', null, {tool}). The range stays. */
export function link(screen, id = null, params = {}) {
  const { from, to } = route().params;
  return format({ screen, id, params: { from, to, ...params } });
}

export function go(screen, id, params) {
  location.hash = link(screen, id, params);
}

/** Changes filters of this screen; null takes one away. Typing replaces, choosing can be gone back from. */
export function setParams(changes, { replace = false } = {}) {
  const now = route();
  const hash = format({ ...now, params: { ...now.params, ...changes } });
  if (replace) {
    history.replaceState(null, '', hash);
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else if (hash !== location.hash) {
    location.hash = hash;
  }
}

export function useRoute() {
  const [at, setAt] = useState(route);
  useEffect(() => {
    const listener = () => setAt(route());
    addEventListener('hashchange', listener);
    return () => removeEventListener('hashchange', listener);
  }, []);
  return at;
}

function secondsAgo(text) {
  const ago = /^(\d+)([smhd])$/.exec(text ?? '');
  return ago ? ago[1] * UNITS[ago[2]] : null;
}

/** The range of the address: what the API is asked with, and its ends in milliseconds. */
export function rangeOf(params, now = Date.now()) {
  const end = params.to ? Date.parse(params.to) : now;
  const isKnown = secondsAgo(params.from) !== null || !Number.isNaN(Date.parse(params.from));
  const from = isKnown ? params.from : DEFAULT_RANGE;
  const ago = secondsAgo(from);
  const start = Date.parse(from);
  const isLive = !params.to || Number.isNaN(end);
  const endMs = isLive ? now : end;
  const startMs = ago === null ? start : endMs - ago * 1000;
  const label = isLive && ago !== null ? `last ${age(ago).replace(/^1 (h|d)$/, (_, unit) => (unit === 'h' ? 'hour' : 'day'))}` :
    isLive ? `since ${clock(new Date(startMs))}` : `${clock(new Date(startMs))} to ${clock(new Date(endMs))}`;
  return {
    query: isLive ? { from } : { from: new Date(startMs).toISOString(), to: new Date(endMs).toISOString() },
    startMs,
    endMs,
    isLive,
    seconds: (endMs - startMs) / 1000,
    label,
    // Within a sentence.
    phrase: !isLive ? `from ${label}` : ago !== null ? `in the ${label}` : label,
  };
}

export function setRange(startMs, endMs) {
  setParams({ from: new Date(startMs).toISOString(), to: new Date(endMs).toISOString() });
}

/** Moves by parts of its length, or makes it longer (factor 2) and shorter (0.5) around its middle. */
export function moveRange({ by = 0, factor = 1 }) {
  const { startMs, endMs } = rangeOf(route().params);
  const length = endMs - startMs;
  const middle = (startMs + endMs) / 2 + by * length;
  const half = Math.max(500, (length * factor) / 2);
  const end = Math.min(Date.now(), middle + half);
  setRange(Math.min(middle - half, end - 1000), end);
}

/** A step of series that makes at most about 120 points of the range. */
export function stepOf(range, points = 120) {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 86_400];
  return steps.find((step) => range.seconds / step <= points) ?? 86_400;
}
