// SPDX-License-Identifier: Apache-2.0
// OTLP in JSON, as anybody may send it to a hub.

export const text = (key, stringValue) => ({ key, value: { stringValue } });
export const real = (key, doubleValue) => ({ key, value: { doubleValue } });
export const whole = (key, intValue) => ({ key, value: { intValue: String(intValue) } });

/** Milliseconds since 1970, with parts of them, as OTLP writes times. */
export const nanos = (millis) => String(BigInt(Math.round(millis * 1_000)) * 1_000n);

export async function post(hub, path, body) {
  const response = await fetch(hub + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  if (!response.ok) {
    throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }
}

/** resource and records are lists of attributes and of log records. */
export async function sendRecords(hub, resource, logRecords, version = '0.1.0') {
  await post(hub, '/v1/logs', { resourceLogs: [{ resource: { attributes: resource }, scopeLogs: [{ scope: { name: 'io.mcpotel', version }, logRecords }] }] });
}

export async function sendSpans(hub, resource, spans) {
  await post(hub, '/v1/traces', { resourceSpans: [{ resource: { attributes: resource }, scopeSpans: [{ scope: { name: 'io.mcpotel' }, spans }] }] });
}

/** gauges are {name: [[millis, value], …]}. */
export async function sendGauges(hub, resource, gauges) {
  const metrics = Object.entries(gauges).map(([name, points]) => (
    { name, gauge: { dataPoints: points.map(([at, asDouble]) => ({ timeUnixNano: nanos(at), asDouble })) } }));
  await post(hub, '/v1/metrics', { resourceMetrics: [{ resource: { attributes: resource }, scopeMetrics: [{ scope: { name: 'io.mcpotel' }, metrics }] }] });
}
