// SPDX-License-Identifier: Apache-2.0
// How often which duration, over time: darker is more.
import { html, useMemo, useRef, useState } from '../html.js';
import { clock, duration, number } from '../format.js';
import { color, options, usePlot } from './chart.js';

/** data is the API's heatmap: {step_seconds, bounds_ms, columns: [[epochSeconds, [count, …]], …]}. */
export function Heatmap({ data, range, height = 200, label }) {
  const [at, setAt] = useState(null);
  const rows = data.bounds_ms.length + 1;
  const points = useMemo(() => [data.columns.map(([time]) => time), data.columns.map(() => null)], [data]);
  const latest = useRef();
  latest.current = { data, range };
  const box = usePlot(
    (width) => {
      const made = options({
        width,
        height,
        range: { get startMs() { return latest.current.range.startMs; }, get endMs() { return latest.current.range.endMs; } },
        format: (row) => (row > 0 && row <= data.bounds_ms.length ? duration(data.bounds_ms[row - 1]) : ''),
        onCursor: setAt,
        draw: (u) => cells(u, latest.current.data),
      });
      made.scales.y = { range: [0, rows] };
      made.axes[1].splits = () => Array.from({ length: rows + 1 }, (_, i) => i).filter((i) => i % Math.ceil(rows / 8) === 0);
      made.axes[1].grid = { show: false };
      made.series = [{}, { stroke: 'transparent', points: { show: false } }];
      made.cursor.points = { show: false };
      return made;
    },
    points, [height, rows]);
  const column = at === null ? null : data.columns[at];
  const total = (counts) => counts.reduce((sum, n) => sum + n, 0);
  const all = data.columns.reduce((sum, [, counts]) => sum + total(counts), 0);
  return html`
    <div class="chart" role="img" aria-label=${`${label}: ${number(all)} calls`}>
      <div class="legend" aria-hidden="true">
        <span class="scale"></span><span>few to many</span>
        <span class="at">${column ? `${clock(new Date(column[0] * 1000))}: ${number(total(column[1]))} calls${slowest(column[1], data.bounds_ms)}` : ''}</span>
      </div>
      <div class="plot" style=${{ height: `${height}px` }} ref=${box}></div>
    </div>`;
}

function slowest(counts, bounds) {
  let i = counts.length - 1;
  while (i >= 0 && !counts[i]) {
    i--;
  }
  return i < 0 ? '' : i < bounds.length ? `, slowest up to ${duration(bounds[i])}` : `, slowest over ${duration(bounds[bounds.length - 1])}`;
}

function cells(u, { columns, step_seconds: step }) {
  const most = Math.max(1, ...columns.flatMap(([, counts]) => counts));
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = color('--heat');
  for (const [time, counts] of columns) {
    const left = u.valToPos(time, 'x', true);
    const width = Math.max(1, u.valToPos(time + step, 'x', true) - left - 1);
    counts.forEach((count, row) => {
      if (count) {
        const top = u.valToPos(row + 1, 'y', true);
        // By the root, so that the one slow call is seen beside thousands.
        ctx.globalAlpha = 0.18 + 0.82 * Math.sqrt(count / most);
        ctx.fillRect(left, top, width, Math.max(1, u.valToPos(row, 'y', true) - top - 1));
      }
    });
  }
  ctx.restore();
}
