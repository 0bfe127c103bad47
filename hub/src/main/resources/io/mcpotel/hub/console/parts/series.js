// SPDX-License-Identifier: Apache-2.0
import { useApi } from '../api.js';
import { stepOf } from '../router.js';

const EVERY_MS = 10_000;

/** A metric over the range, of who: {service, instance, tool, method}. */
export function useSeries(metric, who, range, by) {
  return useApi('series', { metric, ...who, by, step: `${stepOf(range)}s`, ...range.query }, { every: EVERY_MS });
}

/** The points of the only series, as counts in each minute. */
export function perMinute({ series, step_seconds: step }) {
  return (series[0]?.points ?? []).map(([time, value]) => [time, value === null ? null : (value * 60) / step]);
}
