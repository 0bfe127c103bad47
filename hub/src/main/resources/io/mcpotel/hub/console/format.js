// SPDX-License-Identifier: Apache-2.0
// How text, numbers and times are written. Each takes null for what is not known.

export const UNKNOWN = '–';
const MOST = 40_000;

// Control characters but tab and line feed, marks that turn the direction of text or take no room,
// halves of surrogate pairs, and the invisible alphabet of tags.
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/** Text of somebody else, with what cannot be seen written out; html.js puts all text through it. */
export function visible(text) {
  const shown = text.replace(UNSEEN, (c) => `\\u{${c.codePointAt(0).toString(16).toUpperCase()}}`);
  return shown.length <= MOST ? shown : cut(shown, MOST);
}

/** The beginning of a long text, with the number of characters that are left out. */
export function cut(text, most = 120) {
  if (text.length <= most) {
    return text;
  }
  // Not within a surrogate pair.
  const end = /[\ud800-\udbff]/.test(text[most - 1]) ? most - 1 : most;
  return `${text.slice(0, end)}… (${number(text.length - end)} more)`;
}

function digits(value, most) {
  return value.toLocaleString('en', { maximumFractionDigits: most, useGrouping: false });
}

/** Three digits or so: 4.2, 42, 840. */
function short(value) {
  const size = Math.abs(value);
  return digits(value, size < 0.1 ? 3 : size < 1 ? 2 : size < 10 ? 1 : 0);
}

export function duration(ms) {
  if (ms == null) {
    return UNKNOWN;
  }
  if (ms < 999.5) {
    return ms > 0 && ms < 0.995 ? `${short(ms * 1000)} µs` : `${short(ms)} ms`;
  }
  return ms < 59_500 ? `${(ms / 1000).toFixed(ms < 9_950 ? 1 : 0)} s` : age(ms / 1000);
}

/** Of a longer time the two largest units: 3 min 12 s, 2 d 4 h. */
export function age(seconds) {
  if (seconds == null) {
    return UNKNOWN;
  }
  let rest = Math.max(0, Math.round(seconds));
  const parts = [];
  for (const [size, unit] of [[86_400, 'd'], [3_600, 'h'], [60, 'min'], [1, 's']]) {
    const many = Math.floor(rest / size);
    rest -= many * size;
    if (many > 0 && parts.length < 2) {
      parts.push(`${many} ${unit}`);
    } else if (parts.length) {
      break;
    }
  }
  return parts.join(' ') || '0 s';
}

export function number(value) {
  if (value == null) {
    return UNKNOWN;
  }
  for (const [size, unit] of [[1e9, 'G'], [1e6, 'M'], [1e4, 'k']]) {
    if (Math.abs(value) >= size) {
      const divisor = unit === 'k' ? 1e3 : size;
      return `${short(value / divisor)} ${unit}`;
    }
  }
  return Number.isInteger(value) ? digits(value, 0) : short(value);
}

export function bytes(value) {
  if (value == null) {
    return UNKNOWN;
  }
  for (const [size, unit] of [[1e12, 'TB'], [1e9, 'GB'], [1e6, 'MB'], [1e3, 'kB']]) {
    if (Math.abs(value) >= size) {
      return `${short(value / size)} ${unit}`;
    }
  }
  return `${digits(value, 0)} B`;
}

/** A share of one. What is more than nothing is not shown as nothing. */
export function percent(share) {
  if (share == null || Number.isNaN(share)) {
    return UNKNOWN;
  }
  const value = share * 100;
  return value > 0 && value < 0.1 ? '< 0.1 %' : `${digits(value, value < 10 ? 1 : 0)} %`;
}

export function share(part, whole) {
  return whole ? part / whole : null;
}

function padded(value, width = 2) {
  return String(value).padStart(width, '0');
}

export function day(date) {
  return `${date.getFullYear()}-${padded(date.getMonth() + 1)}-${padded(date.getDate())}`;
}

/** The local time of day, and the day where it is not today. */
export function clock(date, { millis = false, seconds = true } = {}) {
  const time =
    `${padded(date.getHours())}:${padded(date.getMinutes())}` +
    (seconds ? `:${padded(date.getSeconds())}` : '') +
    (millis ? `.${padded(date.getMilliseconds(), 3)}` : '');
  return day(date) === day(new Date()) ? time : `${day(date)} ${time}`;
}

export function utc(date) {
  return `${date.toISOString().replace('T', ' ').replace('Z', '')} UTC`;
}

export function ago(date, now = Date.now()) {
  const seconds = (now - date) / 1000;
  return seconds < 1.5 ? 'just now' : `${age(seconds)} ago`;
}
