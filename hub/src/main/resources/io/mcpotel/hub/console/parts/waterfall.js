// SPDX-License-Identifier: Apache-2.0
// A trace over all its processes: one row for each span, one of them chosen, all of it by keys.
import { html, useMemo, useState } from '../html.js';
import { cut, duration } from '../format.js';
import { ticks } from '../logic/time.js';
import { unfolded } from '../logic/waterfall.js';
import { Places } from '../logic/window.js';
import { Rows } from './rows.js';
import { useWidth } from './width.js';

/** What a span is, in a word that is drawn beside its colour. */
export const TYPES = {
  mcp: ['MCP', 'Model Context Protocol'],
  function: ['fn', 'a function of the application that MCP called'],
  http: ['HTTP', 'HTTP'],
  database: ['DB', 'a database'],
  model: ['LLM', 'a model'],
  messaging: ['MSG', 'messaging'],
  other: ['span', 'another span'],
};

export function Waterfall({ trace, chosen, onChoose, onOpen, control }) {
  const [folded, setFolded] = useState(() => new Set());
  const [part, setPart] = useState(null);
  const width = useWidth();
  const shown = useMemo(() => unfolded(trace.rows, folded), [trace, folded]);
  const places = useMemo(() => Places.even(shown.length, 30), [shown]);
  const { from, length } = part ?? { from: 0, length: trace.duration };
  const deepest = useMemo(() => Math.max(1, ...shown.map((i) => trace.rows[i].depth)), [shown]);
  // Deep trees are squeezed, so that names stay in sight.
  const indent = Math.min(width < 700 ? 8 : 14, (width < 700 ? 50 : 160) / deepest);

  function fold(index, isFolded) {
    const next = new Set(folded);
    if (isFolded) {
      next.add(index);
    } else {
      next.delete(index);
    }
    setFolded(next);
  }

  function onKey({ key }) {
    const row = trace.rows[chosen];
    const isParent = row && row.after > chosen + 1;
    if (key === 'ArrowLeft' && row) {
      if (isParent && !folded.has(chosen)) {
        fold(chosen, true);
      } else {
        onChoose(parentOf(trace.rows, chosen));
      }
    } else if (key === 'ArrowRight' && isParent) {
      if (folded.has(chosen)) {
        fold(chosen, false);
      } else {
        onChoose(chosen + 1);
      }
    } else if (key === 'z' && row) {
      setPart(part ? null : partOf(row, trace));
    } else {
      return false;
    }
    return true;
  }

  const marks = ticks(length, width < 480 ? 1 : width < 1000 ? 4 : 6).filter((at) => at < length * 0.88 || !at);
  const head = [
    html`<span role="columnheader" class="name">Span</span>`,
    html`<span role="columnheader" class="track"><span class="unseen">Time since the beginning</span>
      ${marks.map((at) => html`<i key=${at} style=${{ left: `${(at / (length || 1)) * 100}%` }}>${duration(from + at)}</i>`)}</span>`,
    html`<span role="columnheader" class="took">Took</span>`,
  ];
  return html`
    <${Rows} id="span" className="waterfall" role="treegrid" label="Spans of the trace" places=${places} head=${head} control=${control}
      active=${shown.indexOf(chosen)} onActive=${(i) => onChoose(shown[i])} onOpen=${() => onOpen?.()} onKey=${onKey}
      rowProps=${(i) => propsOf(trace.rows[shown[i]], shown[i], folded)}
      cells=${(i) => cellsOf(trace, shown[i], { folded, fold, indent, from, length })} />`;
}

function propsOf(row, index, folded) {
  const isParent = row.after > index + 1;
  return {
    key: index,
    class: row.failed ? 'failed' : '',
    'aria-level': row.depth + 1,
    'aria-expanded': isParent ? !folded.has(index) : undefined,
  };
}

function cellsOf(trace, index, { folded, fold, indent, from, length }) {
  const row = trace.rows[index];
  const [word, title] = TYPES[row.type];
  const isParent = row.after > index + 1;
  const isFolded = folded.has(index);
  const left = length ? ((row.start - from) / length) * 100 : 0;
  const size = length ? (row.duration / length) * 100 : 100;
  return [
    html`<span role="gridcell" class="name" style=${{ paddingLeft: `${row.depth * indent}px` }}>
      ${isParent
        ? html`<button type="button" tabindex="-1" class="fold" aria-label=${isFolded ? 'Unfold' : 'Fold'} data-open=${!isFolded}
            onClick=${() => fold(index, !isFolded)}></button>`
        : html`<span class="fold"></span>`}
      <span class=${`type ${row.type}`} title=${title}>${word}</span>
      <span class="text" title=${`${row.span.service ?? ''} ${row.span.name ?? ''}`}>${row.failed ? html`<span class="bad" title="failed">✕ </span>` : null}${cut(row.span.name ?? row.span.span_id ?? '?', 160)}</span>
      <small>${isFolded ? `+${row.after - index - 1}` : processName(trace, row)}</small>
    </span>`,
    html`<span role="gridcell" class="track">
      <i class=${`bar ${row.type}`} style=${{ left: `${Math.max(-1, Math.min(100, left))}%`, width: `${Math.max(0, Math.min(101 - Math.max(-1, left), size + Math.min(0, left + 1)))}%` }}></i>
    </span>`,
    html`<span role="gridcell" class="took">${duration(row.duration)}</span>`,
  ];
}

function processName(trace, row) {
  return row.isElsewhere && trace.processes.length > 1 ? cut(trace.processes[row.process].service ?? '', 40) : '';
}

function parentOf(rows, index) {
  let i = index;
  while (i > 0 && rows[i].depth >= rows[index].depth) {
    i--;
  }
  return rows[i].depth < rows[index].depth ? i : index;
}

/** The row and some of what is around it. */
function partOf(row, trace) {
  const length = Math.min(trace.duration, Math.max(row.duration * 1.2, trace.duration / 1e4));
  return { from: Math.max(0, row.start - (length - row.duration) / 2), length };
}
