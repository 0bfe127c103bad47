// SPDX-License-Identifier: Apache-2.0
// A session between two lifelines: each message an arrow, in the order of time.
import { html, useMemo } from '../html.js';
import { age, cut, duration } from '../format.js';
import { heights, scaleFor, silenceBefore } from '../logic/replay.js';
import { Places } from '../logic/window.js';
import { Rows } from './rows.js';

const ROW = 32;
const GAP = 26;
const MOST_PIXELS = 4_000_000;

export function Replay({ told, chosen, onChoose, onOpen, toScale, control }) {
  const { steps, duration: all } = told;
  const places = useMemo(() => {
    const perSecond = toScale ? Math.min(scaleFor(all, MOST_PIXELS), Math.max(20, scaleFor(all, steps.length * ROW * 2))) : 0;
    return new Places(heights(steps, { row: ROW, gap: GAP, perSecond }));
  }, [told, toScale]);
  const head = [
    html`<span role="columnheader" class="when">Time</span>`,
    html`<span role="columnheader" class="side">Client</span>`,
    html`<span role="columnheader" class="between"><span class="unseen">Message</span></span>`,
    html`<span role="columnheader" class="side">Server</span>`,
  ];
  return html`
    <${Rows} id="step" className="replay tall" label="Messages of the session" places=${places} head=${head} control=${control} keep=${toScale}
      active=${chosen} onActive=${onChoose} onOpen=${onOpen}
      rowProps=${(i) => ({ class: classOf(steps[i]) })}
      cells=${(i) => cellsOf(told, i)} />`;
}

function classOf(step) {
  return [step.form, step.from && `from-${step.from}`, step.failed && 'failed', step.rejected && 'rejected']
    .filter(Boolean).join(' ');
}

function cellsOf({ steps, start }, index) {
  const step = steps[index];
  const before = index ? steps[index - 1].busy : { client: false, server: false };
  const silence = silenceBefore(steps, index);
  const lane = (side) => html`
    <span role="gridcell" class=${`lane ${before[side] ? 'busy-above' : ''} ${step.busy[side] ? 'busy-below' : ''}`}><span class="unseen">${
      step.kind === 'arrow' ? (step.from === side ? 'sends' : 'receives') : ''}</span></span>`;
  return [
    html`<span role="gridcell" class="when">${sinceStart(step.at - start)}</span>`,
    lane('client'),
    html`<span role="gridcell" class="between">
      ${silence > 0 && html`<span class="silence">${age(silence / 1000)} without a message</span>`}
      ${step.kind === 'note' ? html`<span class="note">${noteOf(step)}</span>` : html`
        <span class="arrow"><i class="shaft" aria-hidden="true"></i><span class="text">${textOf(step)}</span></span>`}
    </span>`,
    lane('server'),
  ];
}

function sinceStart(ms) {
  return ms < 60_000 ? `${(ms / 1000).toFixed(3)} s` : age(ms / 1000);
}

function textOf(step) {
  if (step.form !== 'response') {
    return cut(step.label, 120);
  }
  const { entry } = step.operation;
  const outcome = step.outcome === 'ok' || step.outcome == null ? '' : `✕ ${cut(step.outcome, 40)} `;
  const took = entry.duration_ms == null ? '' : ` ${duration(entry.duration_ms)}`;
  return html`${outcome && html`<b class=${step.failed ? 'bad' : 'warn'}>${outcome}</b>`}<span class="dim">${cut(step.label, 120)}</span>${took}`;
}

const NOTES = {
  opened: 'Session opened',
  initialized: 'Capabilities agreed',
  closed: 'Session closed',
  'mcp.stuck': 'A request has no answer yet',
  'mcp.transport': 'The transport died',
  'mcp.catalog': 'A tool is not what it was',
};

export function noteOf({ note, entry }) {
  const words = NOTES[note] ?? note;
  const reason = entry.close_reason ?? (NOTES[note] && note.startsWith('mcp.') ? entry.body : null);
  return reason ? `${words}: ${cut(String(reason), 160)}` : words;
}
