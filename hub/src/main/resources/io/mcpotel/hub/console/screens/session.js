// SPDX-License-Identifier: Apache-2.0
import { html, useEffect, useMemo, useRef } from '../html.js';
import { useApi } from '../api.js';
import { age, cut, duration } from '../format.js';
import { useKeys } from '../keys.js';
import { goingOn, replay } from '../logic/replay.js';
import { Badge } from '../parts/badge.js';
import { Json, JsonText } from '../parts/json.js';
import { CallName, Outcome } from '../parts/outcome.js';
import { Panel } from '../parts/panel.js';
import { Replay, noteOf } from '../parts/replay.js';
import { Time } from '../parts/time.js';
import { go, link, setParams } from '../router.js';

export default function Session({ id, params }) {
  const state = useApi(`sessions/${encodeURIComponent(id)}`, {}, { every: 0 });
  const told = useMemo(() => (state.data ? replay(state.data.session, state.data.entries) : null), [state.data]);
  const toScale = params.gaps === 'scale';
  const control = useRef();
  const chosen = told ? chosenOf(told.steps, params) : -1;
  const step = told?.steps[chosen];
  useEffect(() => control.current?.focus(), [Boolean(told)]);
  useKeys({
    ArrowDown: ['to the next message', () => choose(chosen + 1)],
    ArrowUp: ['to the message before', () => choose(chosen - 1)],
    ArrowRight: ['to the answer, or back to its request', () => step?.other != null && choose(step.other)],
    s: ['gaps to scale, or squeezed', scale],
    e: ['to the next error', nextFailed],
    x: ['export as JSON lines', () => state.data && exported(id, state.data.entries)],
    u: ['look for new messages', state.again],
  });

  function choose(index) {
    if (told && index >= 0 && index < told.steps.length) {
      setParams({ step: index, span: null }, { replace: true });
    }
  }

  function scale() {
    setParams({ gaps: toScale ? null : 'scale' }, { replace: true });
  }

  function nextFailed() {
    const failed = told?.steps.filter((one) => one.failed).map((one) => one.index) ?? [];
    if (failed.length) {
      choose(failed.find((i) => i > chosen) ?? failed[0]);
    }
  }

  function open() {
    const { trace_id: trace, span_id: span } = step?.operation?.entry ?? {};
    if (trace) {
      go('call', trace, { span });
    }
  }

  const steps = told?.steps.length ?? 0;
  if (state.error?.status === 404 && !told) {
    return html`
      <div class="head"><div class="crumbs"><a href=${link('sessions')}>Sessions</a></div><h1>Session</h1></div>
      <${Panel} title="Replay"><div class="state">Nothing is known of the session ${cut(id, 80)}.</div></${Panel}>`;
  }
  return html`
    <div class="head">
      <div class="crumbs"><a href=${link('sessions')}>Sessions</a></div>
      <h1>${peers(state.data?.session)}</h1>
      <span class="filters"><span class="mono dim">${cut(id, 60)}</span>
        <button type="button" disabled=${!steps} onClick=${() => exported(id, state.data.entries)}>Export as JSON lines</button></span>
    </div>
    <${Panel} title="The session" state=${state}>${({ session }) => html`<${Facts} session=${session} />`}</${Panel}>
    <div class="session-grid">
      <${Panel} title="Replay" size="list" state=${state} note=${told && noteFor(state.data, told)}
        isEmpty=${() => !steps} empty="Nothing was recorded of this session."
        actions=${html`
          <span class="segments" role="group" aria-label="Gaps">
            <button type="button" aria-pressed=${!toScale} onClick=${() => toScale && scale()}>Squeezed</button>
            <button type="button" aria-pressed=${toScale} onClick=${() => toScale || scale()}>To scale</button>
          </span>`}>
        ${() => html`<${Replay} told=${told} chosen=${chosen} toScale=${toScale} onChoose=${choose} onOpen=${open} control=${control} />`}
      </${Panel}>
      ${step && html`<${Panel} title=${`Step ${chosen + 1} of ${steps}`} size="details">
        <${Step} step=${step} steps=${told.steps} onChoose=${choose} /></${Panel}>`}
    </div>`;
}

function chosenOf(steps, { step, span }) {
  const named = span ? steps.findIndex((one) => one.operation?.entry.span_id === span) : -1;
  const at = Number.parseInt(step ?? '0', 10) || 0;
  return named >= 0 ? named : Math.min(Math.max(0, at), steps.length - 1);
}

function peers(session) {
  if (!session) {
    return 'Session';
  }
  const client = [session.client_name, session.client_version].filter(Boolean).join(' ') || 'a client';
  const server = [session.server_name, session.server_version].filter(Boolean).join(' ') || session.service || 'a server';
  return `${cut(client, 60)} → ${cut(server, 60)}`;
}

function noteFor({ truncated }, { steps, duration: all }) {
  return `${steps.length} steps in ${all < 60_000 ? duration(all) : age(all / 1000)}${truncated ? '; only the first of very many' : ''}`;
}

function Facts({ session }) {
  const isOpen = !session.closed;
  const { client, server } = capabilities(session);
  const facts = [
    ['State', html`<${Badge} state=${isOpen ? 'ok' : isBad(session.end_reason) ? 'failed' : 'idle'} text=${isOpen ? 'open' : 'closed'} />${' '}${session.end_reason ? endOf(session.end_reason) : ''}`],
    ['Opened', html`<${Time} at=${session.opened ?? session.first_seen} />`],
    ['Closed', session.closed && html`<${Time} at=${session.closed} />`],
    ['Told by', [session.service, session.instance, session.role && `the ${session.role}`].filter(Boolean).map((one) => cut(one, 80)).join(' · ')],
    ['Protocol', cut([session.protocol_version, session.transport].filter(Boolean).join(' over '), 80)],
    ['Calls', session.calls == null ? null : `${session.calls}, ${session.errors ?? 0} with an error`],
    ['The client can', client],
    ['The server can', server],
  ];
  return html`<dl class="facts wide">${facts.filter(([, value]) => value).map(([name, value]) =>
    html`<div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function isBad(reason) {
  return ['broken', 'lost', 'unparsable', 'too_large'].includes(reason);
}

const ENDS = {
  deleted: 'by its client',
  closed: 'by this side',
  end_of_input: 'its input ended',
  idle: 'nobody used it',
  lost: 'the server has forgotten it',
  broken: 'its transport broke',
  shutdown: 'the process ended',
  unparsable: 'by input that cannot be read',
  too_large: 'by input that is too large',
};

export function endOf(reason) {
  return ENDS[reason] ?? reason;
}

/** The hub has them as it was told: a list for each side, or JSON of it. */
function capabilities({ capabilities: told }) {
  const of = (side) => {
    const list = told?.[side] ?? told?.[`mcp.${side}.capabilities`];
    return Array.isArray(list) && list.length
      ? html`<span class="chips">${list.slice(0, 40).map((one) => html`<span key=${one} class="tag">${cut(String(one), 40)}</span>`)}${list.length > 40 && `and ${list.length - 40} more`}</span>` : null;
  };
  return { client: of('client'), server: of('server') };
}

function Step({ step, steps, onChoose }) {
  if (step.kind === 'note') {
    return html`<div class="span-details"><header><h3>${noteOf(step)}</h3></header><p class="dim"><${Time} at=${step.entry.time} millis=${true} /></p>
      <h4>Record</h4><${Json} value=${known(step.entry)} open=${2} /></div>`;
  }
  const { entry, peer } = step.operation;
  const others = goingOn(steps, step.index);
  return html`
    <div class="span-details">
      <header><h3><${CallName} row=${entry} /></h3>
        ${step.rejected ? html`<${Badge} state="failed" text=${`rejected: ${step.rejected}`} />` : html`<${Outcome} row=${entry} />`}
        ${entry.duration_ms != null && html`<b>${duration(entry.duration_ms)}</b>`}</header>
      <div class="copies">
        ${entry.trace_id && html`<a class="button" href=${link('call', entry.trace_id, { span: entry.span_id })}>Open the call</a>`}
        ${step.other !== null && step.other !== undefined && html`<button type="button" onClick=${() => onChoose(step.other)}>
          ${step.form === 'request' ? 'To its answer →' : '← To its request'}</button>`}
      </div>
      <p class="dim">${said(step)}, <${Time} at=${entry.time} millis=${true} /></p>
      ${peer && html`<p class="dim">The ${step.operation.role} measured ${duration(entry.duration_ms)}, the other side ${duration(peer.duration_ms)}.</p>`}
      ${(step.messages ?? []).map((message, i) => html`<h4 key=${i}>Message, as the ${message.role} saw it</h4>
        ${message.content == null ? html`<p class="dim">Its text was not captured.</p>` : html`<div class="captured"><${JsonText} text=${message.content} /></div>`}`)}
      ${!step.messages && html`<p class="dim">Its text was not captured; the agent's <code>capture=messages</code> does that.</p>`}
      <h4>At the same time</h4>
      ${others.length ? html`<ul class="others">${others.slice(0, 50).map((one) => html`<li key=${one.index}>
        <button type="button" onClick=${() => onChoose(one.index)}>${cut(one.label, 80)}</button> <span class="dim">${one.from} to ${one.to}, ${duration(one.operation.entry.duration_ms)}</span></li>`)}</ul>
        ${others.length > 50 && html`<p class="dim">and ${others.length - 50} more</p>`}` : html`<p class="dim">Nothing else was open.</p>`}
      <h4>Record</h4><${Json} value=${known(entry)} open=${1} />
    </div>`;
}

function said({ form, from, to }) {
  return `${form[0].toUpperCase()}${form.slice(1)} from the ${from} to the ${to}`;
}

function known(entry) {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null));
}

function exported(id, entries) {
  const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`);
  const url = URL.createObjectURL(new Blob(lines, { type: 'application/jsonl' }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = `session-${id.replace(/[^A-Za-z0-9-]/g, '_').slice(0, 80)}.jsonl`;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
