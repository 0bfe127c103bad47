// SPDX-License-Identifier: Apache-2.0
// Templates. All text in them goes through visible(), and becomes a text node: there is no markup in it.
import { h } from 'preact';
import htm from 'htm';
import { visible } from './format.js';

export { Fragment, render } from 'preact';
export { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';

const SAFE_LINK = /^(#|\/(?!\/)|https?:)/;

function shown(child) {
  return typeof child === 'string' ? visible(child) : Array.isArray(child) ? child.map(shown) : child;
}

function attributes(props) {
  const safe = {};
  for (const [name, value] of Object.entries(props)) {
    if (name === 'href' && !SAFE_LINK.test(value)) {
      continue;
    }
    const isText = name === 'title' || name === 'alt' || name === 'placeholder' || name.startsWith('aria-');
    safe[name] = isText && typeof value === 'string' ? visible(value) : value;
  }
  return safe;
}

export const html = htm.bind((type, props, ...children) =>
  h(type, typeof type === 'string' && props ? attributes(props) : props, ...children.map(shown)));
