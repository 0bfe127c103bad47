// SPDX-License-Identifier: Apache-2.0
// Instances as rows, and what can be said of several of them in one row.

// The worst first.
const STATES = ['broken', 'unresponsive', 'failing', 'slow', 'starting', 'up', 'idle', 'gone'];

function badness(state) {
  const at = STATES.indexOf(state);
  return at < 0 ? STATES.length : at;
}

export function worst(rows) {
  return rows.reduce((a, b) => (badness(b.state) < badness(a.state) ? b : a));
}

export function groups(servers, by) {
  const instances = servers.map((row) => ({
    ...row,
    key: JSON.stringify([row.service, row.instance]),
    name: row.instance,
    badness: badness(row.state),
    instances: [],
  }));
  if (by === 'none') {
    return instances.map((row) => ({ ...row, name: row.instance === row.service ? row.service : `${row.service} · ${row.instance}` }));
  }
  const groupOf = {
    service: (row) => row.service,
    host: (row) => row.host ?? 'host not known',
    release: (row) => `${row.service} ${row.service_version ?? row.server_version ?? 'of no known release'}`,
  }[by] ?? ((row) => row.service);
  const map = new Map();
  for (const row of instances) {
    const name = groupOf(row);
    map.set(name, [...(map.get(name) ?? []), row]);
  }
  return [...map].map(([name, rows]) => (rows.length === 1
    ? { ...rows[0], name: by === 'host' ? `${name} · ${rows[0].service}` : name, key: `group ${name}` }
    : group(name, rows)));
}

/** Sums where they make sense; of states, percentiles and ages the worst. */
function group(name, rows) {
  const known = (column) => rows.map((row) => row[column]).filter((value) => value != null);
  const sum = (column) => (known(column).length ? known(column).reduce((a, b) => a + b) : null);
  const most = (column) => (known(column).length ? Math.max(...known(column)) : null);
  const only = (column) => (new Set(rows.map((row) => row[column])).size === 1 ? rows[0][column] : null);
  const bad = worst(rows);
  return {
    key: `group ${name}`,
    name,
    service: only('service'),
    instances: rows.map((row) => ({ ...row, isChild: true, name: only('service') ? row.instance : `${row.service} · ${row.instance}` })),
    state: bad.state,
    state_reason: bad.state_reason,
    badness: badness(bad.state),
    calls: sum('calls'),
    errors: sum('errors'),
    p95_ms: most('p95_ms'),
    calls_per_minute: added(known('calls_per_minute')),
    sessions: sum('sessions'),
    active_sessions: sum('active_sessions'),
    open_requests: sum('open_requests'),
    oldest_request_seconds: most('oldest_request_seconds'),
    memory_mb: sum('memory_mb'),
    cpu_percent: sum('cpu_percent'),
    uptime_seconds: known('uptime_seconds').length ? Math.min(...known('uptime_seconds')) : null,
    releases: new Set(rows.map((row) => row.service_version ?? row.server_version)).size,
    service_version: only('service_version'),
    server_version: only('server_version'),
    last_heard: known('last_heard').sort().pop(),
  };
}

function added(curves) {
  return curves.length ? curves[0].map((_, i) => curves.reduce((sum, curve) => sum + (curve[i] ?? 0), 0)) : null;
}
