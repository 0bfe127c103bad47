// SPDX-License-Identifier: Apache-2.0
// Very many rows, of which only those exist that are seen. One is chosen, by keys or by a click.
import { html, useEffect, useLayoutEffect, useRef, useState } from '../html.js';
import { moved, scrollTo, windowOf } from '../logic/window.js';

/**
 * places says where rows stand (logic/window.js); cells(index) is what a row holds, and rowProps(index)
 * what it has beyond. active is an index or -1. Keys that move, and Enter, are taken while the list has
 * the focus; onKey(event) gets the rest. Where keep changes, the chosen one stays in sight. onEnd is called when the last row is near.
 */
export function Rows({
  places, cells, rowProps, head, active, onActive, onOpen, onKey, onEnd, onTop, label, id,
  role = 'grid', className = '', control, keep,
}) {
  const box = useRef();
  const header = useRef();
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(600);
  const { first, last } = windowOf(places, top, height);

  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => setHeight(box.current.clientHeight - headHeight()));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (onEnd && last >= places.count - 20) {
      onEnd();
    }
  }, [last, places.count]);
  useEffect(() => {
    if (active >= 0 && active < places.count) {
      show(active);
    }
  }, [active, keep]);
  if (control) {
    control.current = {
      focus: () => box.current.focus({ preventScroll: true }),
      scrollBy: (pixels) => (box.current.scrollTop += pixels),
      toTop: () => (box.current.scrollTop = 0),
    };
  }

  function headHeight() {
    return header.current?.offsetHeight ?? 0;
  }

  function show(index) {
    const to = scrollTo(places, index, box.current.scrollTop, box.current.clientHeight - headHeight());
    if (to !== box.current.scrollTop) {
      box.current.scrollTop = to;
    }
  }

  function onKeyDown(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input,select,textarea')) {
      return;
    }
    const page = Math.max(1, last - first - 20);
    const to = moved(event.key, active, places.count, page);
    if (to !== null) {
      onActive(to);
    } else if (event.key === 'Enter' && active >= 0 && onOpen && !event.target.closest('a,button')) {
      onOpen(active);
    } else if (!onKey?.(event)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  const shown = [];
  for (let i = first; i < last; i++) {
    const { class: more = '', key, ...props } = rowProps?.(i) ?? {};
    shown.push(html`
      <div key=${key ?? i} id=${`${id}-${i}`} role="row" aria-rowindex=${i + (head ? 2 : 1)} aria-selected=${i === active}
        class=${`line ${more} ${i === active ? 'active' : ''}`} ...${props}
        style=${{ top: `${places.top(i)}px`, height: `${(i + 1 < places.count ? places.top(i + 1) : places.total) - places.top(i)}px` }}
        onClick=${(e) => choose(e, i)}>${cells(i)}</div>`);
  }

  function choose(event, index) {
    if (event.target.closest('a,button') || getSelection().toString()) {
      return;
    }
    onActive(index, true);
  }

  return html`
    <div ref=${box} class=${`rows ${className}`} role=${role} tabindex="0" aria-label=${label}
      aria-rowcount=${places.count + (head ? 1 : 0)}
      aria-activedescendant=${active >= first && active < last ? `${id}-${active}` : undefined}
      onKeyDown=${onKeyDown}
      onScroll=${(e) => { setTop(e.currentTarget.scrollTop); onTop?.(e.currentTarget.scrollTop < 4); }}>
      ${head && html`<div ref=${header} class="line top-line" role="row" aria-rowindex="1">${head}</div>`}
      <div class="space" role="rowgroup" style=${{ height: `${places.total}px` }}>${shown}</div>
    </div>`;
}
