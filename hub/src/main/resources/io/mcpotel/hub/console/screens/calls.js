// SPDX-License-Identifier: Apache-2.0
import { html, useCallback, useEffect, useMemo, useRef, useState } from '../html.js';
import { bytes, cut, day, duration } from '../format.js';
import { keyOf, MOST_CALLS } from '../logic/call-list.js';
import { FILTERS, fromParams, isLocal, matches, parse, toParams, written } from '../logic/filters.js';
import { Places } from '../logic/window.js';
import { useCalls } from '../parts/calls-data.js';
import { CallName, Outcome, Side } from '../parts/outcome.js';
import { Panel } from '../parts/panel.js';
import { Rows } from '../parts/rows.js';
import { Time } from '../parts/time.js';
import { useWidth } from '../parts/width.js';
import { useKeys } from '../keys.js';
import { go, link, setParams } from '../router.js';

const ENOUGH = 100;
const TRACE_ID = /^[0-9a-f]{32}$/;

export default function Calls({ params, range }) {
  const searched = JSON.stringify(toParams(fromParams(params)));
  const search = useMemo(() => fromParams(params), [searched]);
  const [chosen, setChosen] = useState(null);
  const isAtTop = useRef(true);
  const list = useRef();
  const calls = useCalls(search, range, () => chosen !== null || !isAtTop.current);
  const local = isLocal(search);
  const rows = useMemo(
    () => (local ? calls.rows.filter((row) => matches(row, search)) : calls.rows),
    [calls.rows, search]);
  const active = chosen === null ? -1 : rows.findIndex((row) => keyOf(row) === chosen);

  useEffect(() => {
    // What the hub cannot be asked for is looked for in page after page.
    if (local && rows.length < ENOUGH && !calls.error) {
      calls.loadMore();
    }
  }, [local, rows.length, calls.isLoading]);
  useKeys({
    j: ['to the next call', () => step(active + 1)],
    k: ['to the call before', () => step(Math.max(0, active - 1))],
    ArrowDown: ['to the next call', () => step(active + 1)],
    ArrowUp: ['to the call before', () => step(Math.max(0, active - 1))],
    Enter: ['open the call', () => active >= 0 && open(active)],
    n: ['to the newest calls', toTop],
    Escape: ['let the list move again', () => setChosen(null)],
  });

  const choose = useCallback((index) => setChosen(keyOf(rows[index])), [rows]);

  function step(index) {
    if (index < rows.length) {
      list.current?.focus();
      choose(index);
    }
  }

  function open(index) {
    const row = rows[index];
    go('call', row.trace_id ?? 'record', row.trace_id
      ? { span: row.span_id }
      : { session_id: row.session_id, method: row.method, request_id: row.request_id, at: row.time });
  }

  function toTop() {
    setChosen(null);
    calls.release();
    list.current?.toTop();
  }

  return html`
    <div class="head">
      <h1>Calls</h1>
      <${Live} state=${calls.live} />
      <${Direction} value=${search.filters.direction} />
    </div>
    <${Search} search=${search} rows=${calls.rows} />
    <${Panel} title="Newest first" note=${noteOf(rows, calls, local)} size="list"
      state=${{ data: calls.isLoaded ? rows : undefined, error: calls.isLoaded ? undefined : calls.error, again: calls.again }}
      isEmpty=${() => !rows.length && !calls.isLoading} empty=${html`<${Nothing} search=${search} />`}>
      ${() => html`<div class="list-box">
        ${calls.held > 0 && html`<button type="button" class="fresh primary" title="To the newest calls (n)" onClick=${toTop}>↑ ${calls.held} new</button>`}
        <${List} rows=${rows} active=${active} onActive=${choose} onOpen=${open} onEnd=${calls.loadMore}
        control=${list} onTop=${(is) => (isAtTop.current = is)} /></div>`}
    </${Panel}>`;
}

function List({ rows, active, onActive, onOpen, onEnd, control, onTop }) {
  const isNarrow = useWidth() < 700;
  const places = useMemo(() => Places.even(rows.length, isNarrow ? 60 : 34), [rows.length, isNarrow]);
  const isDated = rows.length > 0 && day(new Date(rows.at(-1).time)) !== day(new Date());
  return html`
    <${Rows} id="call" className=${`calls tall ${isDated ? 'dated' : ''}`} label="Calls" places=${places} active=${active} control=${control}
      onActive=${(i, isClick) => (isClick && i === active ? onOpen(i) : onActive(i))} onOpen=${onOpen} onEnd=${onEnd} onTop=${onTop}
      head=${['Ended', 'Outcome', 'Call', 'Took', 'Service', 'Side', 'Client', 'Session', 'Answer']
        .map((text, i) => html`<span key=${text} role="columnheader" class=${`c${i}`}>${text}</span>`)}
      rowProps=${(i) => ({ key: keyOf(rows[i]), class: rows[i].error_type ? 'failed' : '' })}
      cells=${(i) => cellsOf(rows[i])} />`;
}

function cellsOf(row) {
  const cell = (i, content) => html`<span role="gridcell" class=${`c${i}`}>${content}</span>`;
  return [
    cell(0, html`<${Time} at=${row.time} millis=${true} />`),
    cell(1, html`<${Outcome} row=${row} />`),
    cell(2, html`<${CallName} row=${row} />`),
    cell(3, duration(row.duration_ms)),
    cell(4, html`<span title=${row.instance}>${cut(row.service ?? '–', 60)}</span>`),
    cell(5, html`<${Side} row=${row} />`),
    cell(6, cut(row.client_name ?? '–', 60)),
    cell(7, row.session_id
      ? html`<a class="mono" tabindex="-1" href=${link('session', row.session_id)} title=${row.session_id}>${row.session_id.slice(0, 8)}</a>`
      : html`<span class="dim">–</span>`),
    cell(8, bytes(row.response_size)),
  ];
}

function noteOf(rows, calls, local) {
  if (local && (calls.isLoading || calls.more)) {
    return `${rows.length} found in ${calls.rows.length} looked through so far`;
  }
  if (calls.isFull) {
    return `the last ${MOST_CALLS.toLocaleString('en')}; a shorter range shows the rest`;
  }
  return `${rows.length}${calls.more ? ' so far' : ''}`;
}

const LIVE = {
  open: ['on', 'Live: new calls come by themselves'],
  waiting: ['', 'Connecting …'],
  missing: ['on', 'New calls are asked for every 5 s'],
  paused: ['paused', 'Paused: press p to go on'],
  past: ['', 'A range of the past'],
};

function Live({ state }) {
  const [kind, text] = LIVE[state] ?? LIVE.waiting;
  return html`<span class=${`sub live ${kind}`} role="status"><i aria-hidden="true"></i> ${text}</span>`;
}

function Direction({ value }) {
  const choices = [[null, 'All'], ['receive', 'Received'], ['transmit', 'Sent']];
  return html`
    <div class="filters segments" role="group" aria-label="Which way the request went">
      ${choices.map(([direction, text]) => html`
        <button key=${text} type="button" aria-pressed=${(value ?? null) === direction}
          onClick=${() => setParams({ direction })}>${text}</button>`)}
    </div>`;
}

/** One field for who types, and one for each column for who looks. */
function Search({ search, rows }) {
  const [text, setText] = useState(null);
  const shown = text ?? written(search);
  function submit(event) {
    event.preventDefault();
    if (text === null) {
      return;
    }
    const found = parse(text);
    setText(null);
    if (TRACE_ID.test(found.filters.trace_id)) {
      go('call', found.filters.trace_id);
    } else {
      setParams(toParams(found));
    }
  }
  return html`
    <div class="search" role="search">
      <form onSubmit=${submit}><input type="search" aria-label="Search calls" placeholder="tool:echo  outcome:timeout  slower:500ms  or any words"
        spellcheck="false" autocomplete="off" value=${shown}
        onInput=${(e) => setText(e.currentTarget.value)} onBlur=${submit} /></form>
      <details class="columns">
        <summary>Columns</summary>
        <div class="fields">
          ${FILTERS.map((filter) => html`<${Field} key=${filter.key} filter=${filter} value=${search.filters[filter.key]} rows=${rows} />`)}
        </div>
      </details>
    </div>
    <${Chips} search=${search} />`;
}

function Field({ filter: { key, short, words }, value, rows }) {
  const [isUsed, setUsed] = useState(false);
  const seen = isUsed ? [...new Set(rows.slice(0, 2_000).map((row) => row[key]).filter(Boolean))].slice(0, 30) : [];
  return html`
    <label>
      <span>${(short ?? key).replaceAll('_', ' ')}</span>
      <input value=${value ?? ''} placeholder=${words} list=${`seen-${key}`} autocomplete="off" spellcheck="false"
        onFocus=${() => setUsed(true)}
        onChange=${(e) => setParams({ [key]: e.currentTarget.value.trim() || null })} />
      <datalist id=${`seen-${key}`}>${seen.map((one) => html`<option key=${one} value=${one}></option>`)}</datalist>
    </label>`;
}

function Chips({ search }) {
  const chips = FILTERS.filter(({ key }) => search.filters[key]).map(({ key, short }) => [key, short ?? key, search.filters[key]]);
  if (search.words) {
    chips.push(['q', 'words', search.words]);
  }
  return chips.length > 0 && html`
    <ul class="chips" aria-label="Filters">
      ${chips.map(([key, name, value]) => html`
        <li key=${key}><button type="button" class="chip" title="Take this filter away" onClick=${() => setParams({ [key]: null })}>
          ${name.replaceAll('_', ' ')}: ${cut(String(value), 60)} <span aria-hidden="true">✕</span></button></li>`)}
    </ul>`;
}

function Nothing({ search }) {
  const isFiltered = Boolean(search.words) || Object.keys(search.filters).length > 0;
  return isFiltered
    ? html`<span>No call of this range is like that.</span>
        <button type="button" onClick=${() => setParams(toParams({ filters: {} }))}>Take all filters away</button>`
    : html`<span>No call in this range. A longer one may have some; new ones come by themselves.</span>`;
}
