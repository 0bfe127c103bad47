// SPDX-License-Identifier: Apache-2.0
// All screens. One is a file whose default export is a component with {id, params, range}; see docs/console.md.
export const SCREENS = [
  { name: 'fleet', title: 'Fleet', key: '1', load: () => import('./screens/fleet.js') },
  { name: 'tools', title: 'Tools', key: '2', load: () => import('./screens/tools.js') },
  { name: 'calls', title: 'Calls', key: '3', load: () => import('./screens/calls.js') },
  { name: 'sessions', title: 'Sessions', key: '4', load: () => import('./screens/sessions.js') },
  { name: 'clients', title: 'Clients', key: '5', load: () => import('./screens/clients.js') },
  { name: 'alerts', title: 'Alerts', key: '6', load: () => import('./screens/alerts.js') },
  { name: 'pipeline', title: 'Pipeline', key: '7', load: () => import('./screens/pipeline.js') },
  // Of one thing, under the heading of the list that leads to it.
  { name: 'server', title: 'Server', under: 'fleet', load: () => import('./screens/server.js') },
  { name: 'tool', title: 'Tool', under: 'tools', load: () => import('./screens/tool.js') },
  { name: 'call', title: 'Call', under: 'calls', load: () => import('./screens/call.js') },
  { name: 'session', title: 'Session', under: 'sessions', load: () => import('./screens/session.js') },
];
