// SPDX-License-Identifier: Apache-2.0

/** Milliseconds since 1970 of a time as the API writes it, with the microseconds that Date leaves out. */
export function millis(text) {
  const parts = /^(.+T\d\d:\d\d:\d\d)(\.\d+)?Z$/.exec(text ?? '');
  if (!parts) {
    return NaN;
  }
  return Date.parse(`${parts[1]}Z`) + Number(parts[2] ?? 0) * 1000;
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
