// SPDX-License-Identifier: Apache-2.0
// What the hub is asked, and how its answers stay fresh.
import { useEffect, useRef, useState } from './html.js';
import { onSetting, setting } from './settings.js';

const ROOT = '/api/v1/';
const PATIENCE_MS = 30_000;
const MOST_BETWEEN_TRIES_MS = 15_000;

export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
    // Not "nothing is known of it": this hub has no such question.
    this.isMissing = status === 404 && message === 'there is nothing at this path';
  }
}

export async function get(path, params = {}, signal) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value != null && value !== '') {
      query.set(name, value);
    }
  }
  const text = query.toString();
  return ask(ROOT + path + (text ? `?${text}` : ''), { signal });
}

/** POST and DELETE; the hub takes JSON from its own page only. */
export async function send(method, path, body) {
  return ask(ROOT + path, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

async function ask(url, options) {
  let response;
  try {
    const late = AbortSignal.timeout(PATIENCE_MS);
    const signal = options.signal && AbortSignal.any ? AbortSignal.any([options.signal, late]) : late;
    response = await fetch(url, { ...options, signal });
  } catch (e) {
    if (options.signal?.aborted) {
      throw e;
    }
    heard(false);
    throw new ApiError(0, e.name === 'TimeoutError' ? 'The hub took too long.' : 'The hub does not answer.');
  }
  heard(true);
  const text = await response.text();
  let body = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch {
    throw new ApiError(response.status, `The hub answered ${response.status}, and no JSON.`);
  }
  if (!response.ok) {
    throw new ApiError(response.status, body?.error ?? `The hub answered ${response.status}.`);
  }
  return body;
}

// Whether the hub answers at all: the page says so once, and not each panel.
const connection = { ok: true, since: Date.now() };
const connectionListeners = new Set();

function heard(ok) {
  if (ok !== connection.ok) {
    Object.assign(connection, { ok, since: Date.now() });
    connectionListeners.forEach((listener) => listener());
  }
}

export function useConnection() {
  const [state, setState] = useState({ ...connection });
  useEffect(() => {
    const listener = () => setState({ ...connection });
    listener();
    connectionListeners.add(listener);
    return () => connectionListeners.delete(listener);
  }, []);
  return state;
}

/**
 * Asks now and every few seconds, unless paused, hidden, or every is 0. Answers {data, error, at, again}.
 * What was there stays until there is something newer, so that nothing jumps; it goes when path does.
 */
export function useApi(path, params = {}, { every = 5_000 } = {}) {
  const [state, setState] = useState({});
  const [round, setRound] = useState(0);
  const latest = useRef(null);
  const key = path && JSON.stringify(params);
  useEffect(() => {
    if (!path) {
      return undefined;
    }
    const abort = new AbortController();
    let timer = null;
    let pause = every;
    let asking = false;
    async function tick() {
      clearTimeout(timer);
      asking = true;
      try {
        const data = await get(path, params, abort.signal);
        pause = every;
        latest.current = path;
        setState({ path, data, at: Date.now() });
      } catch (error) {
        if (abort.signal.aborted) {
          return;
        }
        pause = every && Math.min(Math.max(pause, 1_000) * 2, MOST_BETWEEN_TRIES_MS);
        if (error.status === 0) {
          // A hub that is started again is looked for, even by what asks once only.
          pause = Math.min(pause || 2_000, 3_000);
        }
        setState((was) => ({ path, data: latest.current === path ? was.data : undefined, at: was.at, error }));
      }
      asking = false;
      if (pause && !abort.signal.aborted) {
        timer = setTimeout(wake, pause);
      }
    }
    function wake() {
      if (!asking && !document.hidden && !setting('paused')) {
        tick();
      }
    }
    const stop = onSetting((name) => name === 'paused' && every && wake());
    const woken = () => every && wake();
    document.addEventListener('visibilitychange', woken);
    tick();
    return () => {
      abort.abort();
      clearTimeout(timer);
      stop();
      document.removeEventListener('visibilitychange', woken);
    };
  }, [path, key, every, round]);
  const now = state.path === path ? state : {};
  return { ...now, again: () => setRound((n) => n + 1) };
}

/**
 * Rows as they come, by server-sent events: types of operation, session, event, state. onGap is
 * called where some were missed. Answers "open", "waiting" or "missing", of a hub that cannot.
 */
export function useLive(types, onRow, { paused = false, onGap } = {}) {
  const [state, setState] = useState('waiting');
  const handlers = useRef();
  handlers.current = { onRow, onGap };
  useEffect(() => {
    if (paused) {
      return undefined;
    }
    let source = null;
    let timer = null;
    let failures = 0;
    function open() {
      source = new EventSource(`${ROOT}live`);
      source.onopen = () => {
        failures = 0;
        setState('open');
      };
      source.onerror = () => {
        // CLOSED is an answer that is no stream; otherwise the browser tries again itself.
        if (source.readyState === EventSource.CLOSED) {
          failures++;
          setState(failures > 1 ? 'missing' : 'waiting');
          timer = setTimeout(open, Math.min(2_000 * 2 ** failures, 60_000));
        } else {
          setState('waiting');
        }
      };
      for (const type of types) {
        source.addEventListener(type, (event) => {
          try {
            handlers.current.onRow(type, JSON.parse(event.data));
          } catch {
            // One broken row does not end the stream.
          }
        });
      }
      source.addEventListener('gap', () => handlers.current.onGap?.());
    }
    open();
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [types.join(), paused]);
  return state;
}
