// SPDX-License-Identifier: Apache-2.0
// Lines over time. All charts of a page share their cursor, and dragging in one selects the range of all.
import uPlot from 'uplot';
import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from '../html.js';
import { UNKNOWN, clock, number } from '../format.js';
import { setRange } from '../router.js';
import { useSetting } from '../settings.js';

const AXIS_WIDTH = 58;
const NONE = [];
const COLORS = ['--series-1', '--series-2', '--series-3', '--series-4', '--series-5', '--series-6'];
const DASHES = [[], [6, 3], [2, 3], [8, 3, 2, 3], [], [6, 3]];

/** What a variable of style.css is in the theme that is shown, for a canvas knows no variables. */
export function color(variable) {
  const probe = document.getElementById('app');
  probe.style.setProperty('outline-color', `var(${variable})`);
  return getComputedStyle(probe).outlineColor;
}

/** Shared by charts and heat maps: what uPlot is told about looks, axes, cursor and dragging. */
export function options({ width, height, range, format, onCursor, draw }) {
  const axis = {
    stroke: color('--text-2'),
    font: '12px system-ui, sans-serif',
    grid: { stroke: color('--line'), width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height,
    padding: [10, 22, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      sync: { key: 'time', setSeries: false },
      drag: { x: true, y: false, setScale: false },
      points: { size: 6 },
    },
    scales: { x: { range: () => [range.startMs / 1000, range.endMs / 1000] } },
    axes: [
      { ...axis, space: 70, size: 24, values: (u, splits) => splits.map((at) => tick(at, splits)) },
      { ...axis, size: AXIS_WIDTH, space: 30, values: (u, splits) => splits.map((v) => (v == null ? '' : format(v))) },
    ],
    hooks: {
      setCursor: [(u) => onCursor(u.cursor.idx ?? null)],
      setSelect: [(u) => {
        if (u.select.width > 4) {
          const start = u.posToVal(u.select.left, 'x') * 1000;
          const end = u.posToVal(u.select.left + u.select.width, 'x') * 1000;
          u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          setRange(start, Math.max(end, start + 1000));
        }
      }],
      draw: draw ? [draw] : [],
    },
  };
}

function tick(at, splits) {
  const date = new Date(at * 1000);
  const step = splits.length > 1 ? splits[1] - splits[0] : 60;
  if (step >= 86_400) {
    return `${date.getMonth() + 1}/${date.getDate()}`;
  }
  const text = clock(date, { seconds: step < 60 });
  return text.slice(text.lastIndexOf(' ') + 1);
}

/** Keeps one uPlot in a box: made again when how it looks changes, told new data otherwise; drawn is what is drawn over it. */
export function usePlot(make, data, keys, drawn) {
  const box = useRef();
  const plot = useRef();
  const theme = useSetting('theme');
  const [isDark, setDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const listener = () => setDark(query.matches);
    query.addEventListener('change', listener);
    return () => query.removeEventListener('change', listener);
  }, []);
  useLayoutEffect(() => {
    plot.current = new uPlot(make(box.current.clientWidth || 300), data, box.current);
    return () => plot.current.destroy();
  }, [...keys, theme, isDark]);
  useLayoutEffect(() => plot.current.setData(data), [data]);
  useLayoutEffect(() => plot.current.redraw(false), [drawn]);
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      const width = box.current?.clientWidth;
      if (width && Math.abs(width - plot.current.width) > 1) {
        plot.current.setSize({ width, height: plot.current.height });
      }
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return box;
}

/**
 * series: [{label, points: [[epochSeconds, value|null], …], color: '--series-1', bars}]; range is
 * rangeOf(); marks are [{at: ms, label, severity}] on the time axis.
 */
export function Chart({ series, range, height = 180, format = number, marks = NONE, label, top }) {
  const [at, setAt] = useState(null);
  const data = useMemo(() => aligned(series), [series]);
  const latest = useRef();
  latest.current = { range, marks };
  const labels = series.map((one) => one.label).join('\n');
  const box = usePlot(
    (width) => {
      const made = options({
        width,
        height,
        // Asked at each drawing, for it moves on while the plot stays.
        range: { get startMs() { return latest.current.range.startMs; }, get endMs() { return latest.current.range.endMs; } },
        format,
        onCursor: setAt,
        draw: (u) => drawMarks(u, latest.current.marks),
      });
      made.scales.y = { range: (u, low, high) => [0, Math.max((high ?? 0) * 1.08, top ?? 0) || 1] };
      made.series = [{}, ...series.map((one, i) => ({
        stroke: color(one.color ?? COLORS[i % COLORS.length]),
        width: 1.75,
        dash: one.dash ?? DASHES[i % DASHES.length],
        points: { show: (u, s) => isAlone(u.data[s]) },
        spanGaps: false,
      }))];
      return made;
    },
    data, [labels, height], marks);
  const seen = marks.filter((mark) => mark.at >= range.startMs && mark.at <= range.endMs);
  const shown = (one, i) => at === null ? last(data[i + 1]) : data[i + 1][at];
  return html`
    <div class="chart" role="img" aria-label=${`${label}: ${series.map((one, i) => `${one.label} ${format(last(data[i + 1]))}`).join(', ') || 'nothing'}`}>
      <div class="legend" aria-hidden="true">
        ${series.map((one, i) => html`
          <span key=${one.label}><svg viewBox="0 0 18 4"><line x1="0" x2="18" y1="2" y2="2" stroke-width="3"
            style=${{ stroke: `var(${one.color ?? COLORS[i % COLORS.length]})` }} stroke-dasharray=${(one.dash ?? DASHES[i % DASHES.length]).join(' ')} /></svg>
            ${one.label} <b>${shown(one, i) == null ? UNKNOWN : format(shown(one, i))}</b></span>`)}
        ${seen.length > 0 && html`<span class="warn">▼ ${seen.map((mark) => mark.label).filter((one, i, all) => all.indexOf(one) === i).join(', ')}</span>`}
        <span class="at">${at !== null && data[0][at] ? clock(new Date(data[0][at] * 1000)) : ''}</span>
      </div>
      <div class="plot" style=${{ height: `${height}px` }} ref=${box}></div>
    </div>`;
}

/** All series over the same times. */
function aligned(series) {
  const times = [...new Set(series.flatMap((one) => one.points.map(([time]) => time)))].sort((a, b) => a - b);
  return [times, ...series.map((one) => {
    const values = new Map(one.points);
    return times.map((time) => values.get(time) ?? null);
  })];
}

function last(values) {
  for (let i = values.length - 1; i >= 0; i--) {
    if (values[i] != null) {
      return values[i];
    }
  }
  return null;
}

/** A point without neighbours makes no line: it is drawn as a dot. */
function isAlone(values) {
  return values.some((v, i) => v != null && values[i - 1] == null && values[i + 1] == null);
}

function drawMarks(u, marks) {
  const { ctx, bbox } = u;
  ctx.save();
  for (const mark of marks) {
    const x = u.valToPos(mark.at / 1000, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) {
      continue;
    }
    ctx.strokeStyle = ctx.fillStyle = color(mark.severity === 'critical' ? '--bad' : mark.severity === 'good' ? '--good' : '--warn');
    ctx.setLineDash([4, 4]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.setLineDash([]);
    const size = 5 * devicePixelRatio;
    ctx.beginPath();
    ctx.moveTo(x - size, bbox.top - size);
    ctx.lineTo(x + size, bbox.top - size);
    ctx.lineTo(x, bbox.top + size / 2);
    ctx.fill();
  }
  ctx.restore();
}
