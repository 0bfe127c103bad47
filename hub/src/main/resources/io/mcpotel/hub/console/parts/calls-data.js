// SPDX-License-Identifier: Apache-2.0
// The calls of a range: a page at a time from the hub, and live ones on top.
import { useEffect, useRef, useState } from '../html.js';
import { get, useLive } from '../api.js';
import { CallList } from '../logic/call-list.js';
import { asked, matches } from '../logic/filters.js';
import { useSetting } from '../settings.js';

const PAGE = 500;
const FIRST_PAGE = 200;
const FLUSH_MS = 250;
const POLL_MS = 5_000;

/** Answers {rows, held, isFull, more, isLoading, error, live, loadMore, release}; hold() says when to hold. */
export function useCalls(search, range, hold) {
  const isPaused = useSetting('paused');
  const [, draw] = useState(0);
  const query = { ...range.query, ...asked(search) };
  const key = JSON.stringify(query);
  const now = useRef();
  if (now.current?.key !== key) {
    now.current?.abort.abort();
    now.current = { key, query, list: new CallList(), next: null, isLoading: false, abort: new AbortController() };
  }
  const state = now.current;
  const isLive = range.isLive && !isPaused;
  const incoming = useRef([]);
  const latest = useRef();
  latest.current = { search, hold };

  const live = useLive(['operation'], (type, row) => incoming.current.push(row), {
    paused: !isLive,
    onGap: () => newest(state),
  });

  async function ask(of, doing, params, take) {
    of[doing] = true;
    try {
      take(await get('operations', { ...of.query, ...params }, of.abort.signal));
      of.error = undefined;
      of.isLoaded = true;
    } catch (error) {
      if (!of.abort.signal.aborted) {
        of.error = error;
      }
    }
    of[doing] = false;
    draw((n) => n + 1);
  }

  function older(of) {
    ask(of, 'isLoading', { limit: of.next ? PAGE : FIRST_PAGE, cursor: of.next }, (answer) => {
      of.list.addOlder(answer.operations);
      of.next = answer.next;
    });
  }

  function newest(of) {
    ask(of, 'isAsking', { limit: FIRST_PAGE }, (answer) => of.list.addNewer(answer.operations, latest.current.hold()));
  }

  useEffect(() => {
    older(state);
    return () => state.abort.abort();
  }, [key]);

  useEffect(() => {
    if (!isLive) {
      return undefined;
    }
    const timer = setInterval(() => {
      const rows = incoming.current.filter((row) => matches(row, latest.current.search));
      incoming.current = [];
      if (rows.length) {
        now.current.list.addNewer(rows.reverse(), latest.current.hold());
        draw((n) => n + 1);
      }
    }, FLUSH_MS);
    return () => clearInterval(timer);
  }, [isLive]);

  useEffect(() => {
    // What happens between the first page and the stream, and all that does where there is none.
    if (!isLive) {
      return undefined;
    }
    if (live === 'open') {
      newest(now.current);
      return undefined;
    }
    const timer = setInterval(() => document.hidden || now.current.isAsking || newest(now.current), POLL_MS);
    return () => clearInterval(timer);
  }, [isLive, live]);

  return {
    rows: state.list.rows,
    held: state.list.held.length,
    isFull: state.list.isFull,
    more: Boolean(state.next) && !state.list.isFull,
    isLoading: state.isLoading,
    isLoaded: Boolean(state.isLoaded),
    error: state.error,
    live: isPaused ? 'paused' : !range.isLive ? 'past' : live,
    loadMore: () => state.next && !state.isLoading && !state.list.isFull && older(state),
    again: () => older(state),
    release: () => {
      state.list.release();
      draw((n) => n + 1);
    },
  };
}
