// SPDX-License-Identifier: Apache-2.0

/**
 * What calls are searched by. `asked` is a parameter of the API; the rest is looked for in the rows
 * that were loaded. Each stands in the address under its key.
 */
export const FILTERS = [
  { key: 'service', asked: true, words: 'name of the service' },
  { key: 'instance', asked: true, words: 'one process of it' },
  { key: 'method', asked: true, words: 'such as tools/call' },
  { key: 'tool', asked: true, words: 'name of the tool' },
  { key: 'outcome', asked: true, words: 'ok, tool_error, timeout, -32602 …' },
  { key: 'error_type', asked: true, words: 'class of error' },
  { key: 'min_duration_ms', asked: true, short: 'slower', words: 'than so many ms' },
  { key: 'session_id', asked: true, short: 'session', words: 'id of the session' },
  { key: 'client_name', asked: true, short: 'client', words: 'who called' },
  { key: 'role', asked: true, words: 'server or client' },
  { key: 'direction', asked: true, words: 'receive or transmit' },
  { key: 'is', words: 'error or ok' },
  { key: 'prompt', words: 'name of the prompt' },
  { key: 'resource_uri', short: 'resource', words: 'its URI' },
  { key: 'request_id', short: 'id', words: "the request's id" },
  { key: 'trace_id', short: 'trace', words: 'id of the trace' },
  { key: 'client_version', words: '' },
  { key: 'server_name', short: 'server', words: 'what the server calls itself' },
  { key: 'server_version', words: '' },
  { key: 'protocol_version', short: 'protocol', words: 'such as 2025-06-18' },
  { key: 'transport', words: 'tcp or pipe' },
  { key: 'severity', words: 'INFO, WARN or ERROR' },
  { key: 'service_version', short: 'release', words: 'of the service' },
  { key: 'agent_version', words: '' },
];

const BY_NAME = new Map(FILTERS.flatMap((one) => [[one.key, one], [one.short ?? one.key, one]]));

// A trace id, a traceparent, or a session's id as the SDK makes them.
const ID = /^(?:00-)?([0-9a-f]{32})(?:-[0-9a-f]{16}-[0-9a-f]{2})?$|^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function idOf(text) {
  const [, trace, session] = ID.exec(text);
  return trace ? { trace_id: trace } : { session_id: session };
}

/** What a person typed: `tool:echo slower:500 "some words"`. What is no filter and no id is a word. */
export function parse(text) {
  const filters = {};
  const words = [];
  for (const [, name, quoted, plain, alone] of text.matchAll(
    /([a-z_]+):(?:"((?:[^"\\]|\\.)*)"|(\S*))|("(?:[^"\\]|\\.)*"|\S+)/g,
  )) {
    const filter = BY_NAME.get(name);
    const value = quoted === undefined ? plain : unquoted(quoted);
    if (filter && value) {
      filters[filter.key] = filter.key === 'min_duration_ms' ? inMillis(value) : value;
    } else if (ID.test(alone)) {
      Object.assign(filters, idOf(alone));
    } else if (alone !== undefined) {
      words.push(alone.startsWith('"') ? unquoted(alone.slice(1, -1)) : alone);
    } else if (!filter) {
      words.push(`${name}:${value}`);
    }
  }
  return { filters, words: words.join(' ') };
}

/** The same as a person would type it. */
export function written({ filters, words }) {
  const parts = FILTERS.filter(({ key }) => filters[key]).map(
    ({ key, short }) => `${short ?? key}:${quotedIfNeeded(String(filters[key]))}`,
  );
  return words ? [...parts, words].join(' ') : parts.join(' ');
}

/** From the parameters of an address, and as changes of them, where null takes one away. */
export function fromParams(params) {
  const filters = {};
  for (const { key } of FILTERS) {
    if (params[key]) {
      filters[key] = params[key];
    }
  }
  return { filters, words: params.q ?? '' };
}

export function toParams({ filters, words }) {
  const params = { q: words || null };
  for (const { key } of FILTERS) {
    params[key] = filters[key] || null;
  }
  return params;
}

/** What of it the hub is asked with. */
export function asked({ filters }) {
  const params = {};
  for (const { key, asked } of FILTERS) {
    if (asked && filters[key]) {
      params[key] = filters[key];
    }
  }
  return params;
}

/** Whether something is looked for that the hub cannot be asked for. */
export function isLocal({ filters, words }) {
  return Boolean(words) || FILTERS.some(({ key, asked }) => !asked && filters[key]);
}

/** Whether a row is what is looked for. */
export function matches(row, { filters, words }) {
  for (const { key } of FILTERS) {
    const wanted = filters[key];
    if (!wanted) {
      continue;
    }
    if (key === 'min_duration_ms') {
      if (!(row.duration_ms >= Number(wanted))) {
        return false;
      }
    } else if (key === 'is') {
      if ((wanted === 'error') !== Boolean(row.error_type)) {
        return false;
      }
    } else if (String(row[key] ?? '') !== wanted) {
      return false;
    }
  }
  return !words || hasWords(row, words.toLowerCase());
}

function hasWords(row, words) {
  return Object.entries(row).some(([key, value]) => {
    const text = key === 'attributes' ? JSON.stringify(value ?? '') : String(value ?? '');
    return text.toLowerCase().includes(words);
  });
}

function inMillis(text) {
  const parts = /^>?(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text);
  return parts ? String(parts[1] * { ms: 1, s: 1000, m: 60_000 }[parts[2] ?? 'ms']) : text;
}

function quotedIfNeeded(value) {
  return /[\s"]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value;
}

function unquoted(text) {
  return text.replace(/\\(.)/g, '$1');
}
