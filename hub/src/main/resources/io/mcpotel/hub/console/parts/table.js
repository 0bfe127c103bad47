// SPDX-License-Identifier: Apache-2.0
import { html, useEffect, useMemo, useRef, useState } from '../html.js';
import { UNKNOWN, cut } from '../format.js';
import { setParams, useRoute } from '../router.js';

const MANY = 200;
const SPARE = 12;
const MOST_TEXT = 160;

/**
 * columns: [{id, label, hint, value(row), cell(row), num, from: 'medium'|'wide'}]; a column with
 * value() sorts, and cell() shows it otherwise. rows have keyOf(row). The order is in the address, as
 * sort=id or sort=-id (name is for a second table of a screen). Arrow keys and j, k go through the rows,
 * and Enter does what onOpen(row) or the row's first link does. More than 200 rows scroll in a box, of
 * which only what is seen exists; they need rows of one height, so a cell has one line there.
 * On a narrow screen each row of a short table is stacked, so the roles are said. childrenOf(row) are rows that follow theirs, of the class "child".
 */
export function Table({ columns, rows, keyOf, name = 'sort', order = null, onOpen, rowClass, childrenOf, label, height = 560 }) {
  const { params } = useRoute();
  const by = params[name] ?? order ?? '';
  const box = useRef();
  const [top, setTop] = useState(0);
  const [rowHeight, setRowHeight] = useState(38);
  const sorted = useMemo(() => {
    const top = inOrder(rows, columns, by);
    return childrenOf ? top.flatMap((row) => [row, ...inOrder(childrenOf(row), columns, by)]) : top;
  }, [rows, columns, by, childrenOf]);
  const isLong = sorted.length > MANY;
  const first = isLong ? Math.max(0, Math.floor(top / rowHeight) - SPARE) : 0;
  const last = isLong ? Math.min(sorted.length, first + Math.ceil(height / rowHeight) + 2 * SPARE) : sorted.length;

  useEffect(() => {
    const row = box.current?.querySelector('tbody tr[data-row]');
    if (isLong && row && Math.abs(row.offsetHeight - rowHeight) > 0.5) {
      setRowHeight(row.offsetHeight);
    }
  });

  function sortBy(id) {
    setParams({ [name]: by === `-${id}` ? id : by === id ? `-${id}` : columns.find((c) => c.id === id).num ? `-${id}` : id },
      { replace: true });
  }

  return html`
    <div class="table-box ${isLong ? 'long' : 'stacks'}" ref=${box} tabindex="0" role="group" aria-label=${label}
      style=${isLong ? { maxHeight: `${height}px` } : {}}
      onScroll=${isLong ? (e) => setTop(e.currentTarget.scrollTop) : undefined}
      onKeyDown=${(e) => walk(e, box.current)}>
      <table role="table" aria-rowcount=${isLong ? sorted.length : undefined}>
        <thead role="rowgroup"><tr role="row">
          ${columns.map((c) => html`
            <th key=${c.id} scope="col" role="columnheader" class=${classOf(c)} title=${c.hint}
              aria-sort=${by === c.id ? 'ascending' : by === `-${c.id}` ? 'descending' : undefined}>
              ${c.value
                ? html`<button type="button" onClick=${() => sortBy(c.id)}>${c.label}<span class="arrow" aria-hidden="true"></span></button>`
                : c.label || html`<span class="unseen">${c.id}</span>`}
            </th>`)}
        </tr></thead>
        <tbody role="rowgroup">
          ${first > 0 && html`<tr key="above" style=${{ height: `${first * rowHeight}px` }} aria-hidden="true"><td colSpan=${columns.length}></td></tr>`}
          ${sorted.slice(first, last).map((row, i) => html`
            <tr key=${keyOf(row)} role="row" data-row class="${rowClass?.(row) ?? ''} ${onOpen ? 'opens' : ''}"
              aria-rowindex=${isLong ? first + i + 1 : undefined}
              tabindex=${onOpen ? -1 : undefined}
              onClick=${onOpen ? (e) => e.target.closest('a,button,input') || getSelection().toString() || onOpen(row) : undefined}
              onKeyDown=${onOpen ? (e) => e.key === 'Enter' && e.target === e.currentTarget && onOpen(row) : undefined}>
              ${columns.map((c) => html`<td key=${c.id} role="cell" class=${classOf(c)} data-label=${c.label}>${content(c, row)}</td>`)}
            </tr>`)}
          ${last < sorted.length && html`<tr key="below" style=${{ height: `${(sorted.length - last) * rowHeight}px` }} aria-hidden="true"><td colSpan=${columns.length}></td></tr>`}
        </tbody>
      </table>
    </div>`;
}

function classOf(column) {
  return `${column.num ? 'num' : ''} ${column.from ? `from-${column.from}` : ''} ${column.class ?? ''}`;
}

function content(column, row) {
  const value = column.cell ? column.cell(row) : column.value(row);
  if (value === null || value === undefined || value === false || value === UNKNOWN || value === '') {
    return html`<span class="dim">${UNKNOWN}</span>`;
  }
  return typeof value === 'string' ? cut(value, MOST_TEXT) : value;
}

/** What is not known comes last, whatever the order. */
function inOrder(rows, columns, by) {
  const isDown = by.startsWith('-');
  const column = columns.find((c) => c.id === (isDown ? by.slice(1) : by));
  if (!column?.value) {
    return rows;
  }
  const values = new Map(rows.map((row) => [row, column.value(row)]));
  return [...rows].sort((a, b) => {
    const x = values.get(a);
    const y = values.get(b);
    if (x == null || y == null) {
      return (x == null) - (y == null);
    }
    const less = typeof x === 'string' ? x.localeCompare(String(y)) : x - y;
    return isDown ? -less : less;
  });
}

function walk(event, box) {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey || event.target.matches('input,select,textarea')) {
    return;
  }
  const stops = [...box.querySelectorAll('tbody tr[data-row]')]
    .map((row) => (row.tabIndex === -1 && row.hasAttribute('tabindex') ? row : row.querySelector('a,button')))
    .filter(Boolean);
  const at = stops.findIndex((stop) => stop === document.activeElement || stop.closest('tr').contains(document.activeElement));
  const next = stops[at < 0 ? (step > 0 ? 0 : stops.length - 1) : at + step];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}
