// SPDX-License-Identifier: Apache-2.0

/** Milliseconds since 1970 of a time as the API writes it, with the microseconds that Date leaves out. */
export function millis(text) {
  const ms = Date.parse(text ?? '');
  return text?.[19] === '.' && text.length > 24 ? ms + Number(`0.${text.slice(23, -1)}`) : ms;
}

/** When an operation began: its record has the time of its end. */
export function beginOf(operation) {
  return millis(operation.time) - (operation.duration_ms ?? 0);
}

/** Round marks for an axis from 0 to this many milliseconds, at most so many of them. */
export function ticks(duration, most) {
  if (!(duration > 0)) {
    return [0];
  }
  const rough = duration / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough * 0.999);
  const marks = [];
  for (let i = 0; i * step <= duration; i++) {
    marks.push(i * step);
  }
  return marks;
}
