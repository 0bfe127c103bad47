// SPDX-License-Identifier: Apache-2.0
import { clockOffsets } from './clocks.js';
import { beginOf, millis } from './time.js';

const GAVE_UP = new Set(['timeout', 'cancelled', 'session_closed', 'transport_broken', 'shutdown']);

/**
 * A trace as rows from top to bottom, parents before their children. A row's start is in
 * milliseconds since the trace's, by clocks that agree; `after` is the index behind its last descendant,
 * and isElsewhere says that its parent is in another process.
 */
export function waterfall({ spans = [], operations = [] }) {
  const nodes = nodesOf(spans, operations);
  connect(nodes);
  const offsets = clockOffsets(nodes);
  for (const node of nodes) {
    node.start += offsets.get(node.process);
    node.end += offsets.get(node.process);
  }
  nodes.sort((a, b) => a.start - b.start);
  const rows = inOrder(nodes);
  let start = Infinity;
  let end = -Infinity;
  for (const node of nodes) {
    start = Math.min(start, node.start);
    end = Math.max(end, node.end);
  }
  const processes = [...offsets].map(([{ service, instance }, offset]) => ({ service, instance, offset }));
  const index = new Map([...offsets.keys()].map((process, i) => [process, i]));
  for (const row of rows) {
    row.start -= start;
    row.process = index.get(row.process);
  }
  return { rows, processes, start: rows.length ? start : 0, duration: rows.length ? end - start : 0 };
}

/** What is left when these rows (by index) are folded. */
export function unfolded(rows, folded) {
  const seen = [];
  for (let i = 0; i < rows.length; ) {
    seen.push(i);
    i = folded.has(i) && rows[i].after > i + 1 ? rows[i].after : i + 1;
  }
  return seen;
}

/** mcp, function (the user's code that MCP calls), http, database, model, messaging or other. */
export function typeOf(span) {
  const has = (...keys) => keys.some((key) => span.attributes?.[key] != null);
  if (has('db.system.name', 'db.system')) {
    return 'database';
  }
  if (span.kind === 'internal' && (span.method || has('gen_ai.operation.name', 'mcp.handler.wait'))) {
    return 'function';
  }
  if (span.method || has('mcp.method.name')) {
    return 'mcp';
  }
  if (has('http.request.method', 'http.method')) {
    return 'http';
  }
  if (has('messaging.system')) {
    return 'messaging';
  }
  if (has('gen_ai.request.model')) {
    return 'model';
  }
  return 'other';
}

function nodesOf(spans, operations) {
  const known = new Map();
  const records = new Map();
  for (const record of operations) {
    const key = record.span_id && !records.has(record.span_id) ? record.span_id : record;
    records.set(key, record);
  }
  const nodes = [];
  for (const span of spans) {
    nodes.push(node(span, records.get(span.span_id), typeOf(span), known));
    records.delete(span.span_id);
  }
  // Of a trace that was not sampled there are records only.
  for (const record of records.values()) {
    Object.assign(record, { kind: kindOf(record), name: nameOf(record) });
    nodes.push(node(record, record, 'mcp', known));
  }
  return nodes;
}

function node(span, record, type, known) {
  const at = span === record ? beginOf(record) : millis(span.time);
  const start = Number.isNaN(at) ? 0 : at;
  const duration = Math.max(0, Number(span.duration_ms) || 0);
  const process = processOf(span, known);
  const end = start + duration;
  return { span, record, type, process, start, end, duration, parent: null, waited: waited(span) };
}

function processOf({ service, instance }, known) {
  const key = `${service}\n${instance}`;
  if (!known.has(key)) {
    known.set(key, { service, instance });
  }
  return known.get(key);
}

/** Whether who asked stayed until the end: a notification's sender and one that gave up did not. */
function waited({ method, error_type: error }) {
  return !method?.startsWith('notifications/') && !GAVE_UP.has(error);
}

function kindOf(record) {
  return record.direction === 'transmit' ? 'client' : 'server';
}

function nameOf(record) {
  const target = record.tool ?? record.prompt;
  return target ? `${record.method} ${target}` : record.method;
}

function connect(nodes) {
  const first = new Map();
  for (const node of nodes) {
    const { span_id: id } = node.span;
    if (id && !first.has(id)) {
      first.set(id, node);
    }
  }
  for (const node of nodes) {
    const same = first.get(node.span.span_id);
    // Two that share an id, as Zipkin's client and server do, are one in the other.
    node.parent = same && same !== node ? same : (first.get(node.span.parent_span_id) ?? null);
    node.orphan = !node.parent && Boolean(node.span.parent_span_id);
  }
}

function inOrder(nodes) {
  const children = new Map(nodes.map((node) => [node, []]));
  for (const node of nodes) {
    if (node.parent) {
      children.get(node.parent).push(node);
    }
  }
  const rows = [];
  const placed = new Set();
  const place = (root) => {
    const waiting = [[root, 0]];
    const open = [];
    while (waiting.length) {
      const [node, depth] = waiting.pop();
      if (placed.has(node)) {
        continue;
      }
      placed.add(node);
      while (open.length && open.at(-1).depth >= depth) {
        open.pop().after = rows.length;
      }
      const { span, record, type, process, start, duration, orphan } = node;
      const isElsewhere = node.parent?.process !== process;
      const row = { span, record, type, process, start, duration, orphan, isElsewhere, depth, after: 0 };
      rows.push(row);
      open.push(row);
      const own = children.get(node);
      for (let i = own.length - 1; i >= 0; i--) {
        waiting.push([own[i], depth + 1]);
      }
    }
    open.forEach((row) => (row.after = rows.length));
  };
  nodes.filter((node) => !node.parent).forEach(place);
  // Those whose parents go in a circle hang on nothing.
  nodes.filter((node) => !placed.has(node)).forEach((node) => placed.has(node) || place(node));
  return rows;
}
