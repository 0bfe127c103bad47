// SPDX-License-Identifier: Apache-2.0
import { Difference } from './clocks.js';
import { beginOf, millis } from './time.js';

const GAP_MS = 1_000;

/**
 * A session as steps in order: messages from one side to the other, and notes of what happened to
 * the session. Where both sides told of it, what they tell is one message, with two times.
 */
export function replay(session, entries) {
  const told = entries.map((entry) => tell(entry, session)).filter(Boolean);
  const operations = merged(told.filter((one) => one.kind === 'operation'), session.role);
  const steps = operations.flatMap(arrowsOf);
  const messages = told.filter((one) => one.kind === 'message');
  steps.push(...withContent(steps, messages));
  steps.push(...notesOf(told.filter((one) => one.kind === 'note'), session));
  steps.sort((a, b) => a.at - b.at || a.rank - b.rank);
  steps.forEach((step, i) => (step.index = i));
  for (const step of steps) {
    step.other = step.twin ? step.twin.index : null;
    delete step.twin;
  }
  markBusy(steps);
  const first = steps[0]?.at ?? 0;
  return { steps, start: first, duration: steps.length ? steps.at(-1).at - first : 0 };
}

/** The operations that were open at this step, but for its own. */
export function goingOn(steps, index) {
  const { at, operation } = steps[index];
  return steps.filter(
    (one) =>
      one.form === 'request' &&
      one.operation !== operation &&
      one.at <= at &&
      (one.other === null || steps[one.other].at >= at),
  );
}

/** The height of each step. Squeezed, a long silence is one short line; else a second is so high. */
export function heights(steps, { row, gap, perSecond = 0 }) {
  return steps.map((step, i) => {
    const silence = silenceBefore(steps, i);
    if (perSecond) {
      return row + (i ? ((step.at - steps[i - 1].at) / 1000) * perSecond : 0);
    }
    return silence ? row + gap : row;
  });
}

/** Milliseconds without a message before this step, where they are worth a word; else 0. */
export function silenceBefore(steps, index) {
  const silence = index ? steps[index].at - steps[index - 1].at : 0;
  return silence >= GAP_MS ? silence : 0;
}

/** How many pixels a second needs so that all takes about so many. */
export function scaleFor(duration, pixels) {
  return duration > 0 ? pixels / (duration / 1000) : 0;
}

function tell(entry, session) {
  const at = millis(entry.time);
  if (Number.isNaN(at)) {
    return null;
  }
  const isClient = (entry.role ?? session.role) === 'client';
  const role = isClient ? 'client' : 'server';
  const sent = entry.direction === 'transmit';
  const from = sent === isClient ? 'client' : 'server';
  const base = { entry, at, role, from, rank: 1 };
  switch (entry.kind) {
    case 'operation':
      return { ...base, at: beginOf(entry), kind: 'operation' };
    case 'message':
      return { ...base, kind: 'message' };
    case 'session':
      return { ...base, kind: 'note', note: entry.state, rank: entry.state === 'closed' ? 3 : 0 };
    case 'event':
      return { ...base, kind: 'note', note: entry.name ?? entry.type ?? 'event', rank: 2 };
    default:
      return null;
  }
}

/** Both sides tell that it was opened and agreed on; how it ended each may see otherwise. */
function notesOf(notes, session) {
  const told = new Set(notes.filter((one) => one.role === session.role).map((one) => one.note));
  return notes.filter((one) => one.role === session.role || one.note === 'closed' || !told.has(one.note));
}

function merged(operations, role) {
  const primary = role === 'client' ? 'client' : 'server';
  const byKey = new Map();
  const pairs = [];
  const numbers = numbersOfNotifications(operations);
  for (const one of operations) {
    const { request_id: id, method } = one.entry;
    const number = numbers.get(one);
    const key = JSON.stringify([one.from, method, id ?? null, number ?? null]);
    const same = id == null && number === undefined ? undefined : byKey.get(key);
    if (same && same.role !== one.role && !same.peer) {
      same.peer = one;
      pairs.push(same);
    } else {
      byKey.set(key, one);
    }
  }
  const offset = offsetOf(pairs, primary);
  const peers = new Set(pairs.map((one) => one.peer));
  return operations
    .filter((one) => !peers.has(one))
    .map((one) => {
      const [main, other] = one.peer?.role === primary ? [one.peer, one] : [one, one.peer];
      const at = main.role === primary ? main.at : main.at + offset;
      return { ...main, at, peer: other && { ...other, at: other.at + offset } };
    });
}

/** Notifications have no id: where both sides tell of as many, the third is the third. */
function numbersOfNotifications(operations) {
  const groups = new Map();
  for (const one of operations.filter(({ entry }) => entry.request_id == null)) {
    const key = JSON.stringify([one.from, one.entry.method]);
    if (!groups.has(key)) {
      groups.set(key, { client: [], server: [] });
    }
    groups.get(key)[one.role].push(one);
  }
  const numbers = new Map();
  for (const { client, server } of groups.values()) {
    if (client.length === server.length) {
      [client, server].forEach((side) => side.forEach((one, i) => numbers.set(one, i)));
    }
  }
  return numbers;
}

/** What to add to the times of the side that is not the primary one. */
function offsetOf(pairs, primary) {
  const difference = new Difference();
  const requests = pairs.filter((one) => one.entry.request_id != null);
  // Who sends a notification does not wait for its end.
  for (const one of requests.length ? requests : pairs) {
    const [main, other] = one.role === primary ? [one, one.peer] : [one.peer, one];
    if (main.from === main.role) {
      difference.asked(span(main), span(other));
    } else {
      difference.answered(span(other), span(main));
    }
  }
  return difference.offset();
}

function span({ at, entry }) {
  return { start: at, end: at + (entry.duration_ms ?? 0) };
}

function arrowsOf({ entry, at, from, role, peer }) {
  const operation = { entry, peer: peer?.entry ?? null, role };
  const label = labelOf(entry);
  const request = { kind: 'arrow', form: 'request', from, to: otherSide(from), at, label, operation };
  if (entry.request_id == null) {
    return [{ ...request, form: 'notification', rank: 1 }];
  }
  request.rank = 1;
  const response = {
    ...request,
    form: 'response',
    from: request.to,
    to: from,
    at: at + (entry.duration_ms ?? 0),
    rank: 2,
    failed: Boolean(entry.error_type),
    outcome: entry.outcome,
  };
  request.twin = response;
  response.twin = request;
  return [request, response];
}

function labelOf(entry) {
  const target = entry.tool ?? entry.prompt ?? entry.resource_uri;
  return target ? `${entry.method} ${target}` : (entry.method ?? 'response');
}

/** Puts the texts of captured messages to their arrows; answers arrows for the messages without. */
function withContent(steps, messages) {
  const waiting = new Map();
  for (const step of steps) {
    const key = keyOf(step.from, step.form, step.operation.entry);
    if (!waiting.has(key)) {
      waiting.set(key, { steps: [], client: 0, server: 0 });
    }
    waiting.get(key).steps.push(step);
  }
  const alone = [];
  for (const { entry, at, from, role } of messages) {
    const form = formOf(entry);
    const found = entry.rejected ? null : waiting.get(keyOf(from, form, entry));
    const step = found?.steps[found[role]++];
    const message = { ...entry, role };
    if (step) {
      (step.messages ??= []).push(message);
    } else {
      const label = entry.rejected ? `rejected: ${entry.rejected}` : labelOf(entry);
      const operation = { entry, peer: null, role };
      alone.push({
        kind: 'arrow', form, from, to: otherSide(from), at, label, rank: 1, operation,
        rejected: entry.rejected ?? null, failed: Boolean(entry.rejected), messages: [message],
      });
    }
  }
  return alone;
}

function formOf(entry) {
  if (entry.method == null) {
    return 'response';
  }
  return entry.request_id == null ? 'notification' : 'request';
}

function keyOf(from, form, entry) {
  const method = form === 'response' ? null : entry.method;
  return JSON.stringify([from, form, entry.request_id ?? null, method]);
}

function otherSide(side) {
  return side === 'client' ? 'server' : 'client';
}

/** Whether each side works for a request after this step. */
function markBusy(steps) {
  const open = { client: 0, server: 0 };
  for (const step of steps) {
    if (step.form === 'request' && step.other !== null) {
      open[step.to]++;
    } else if (step.form === 'response' && step.other !== null) {
      open[step.from]--;
    }
    step.busy = { client: open.client > 0, server: open.server > 0 };
  }
}
