// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from '../html.js';

/** How wide the page is, for what CSS alone cannot lay out. */
export function useWidth() {
  const [width, setWidth] = useState(innerWidth);
  useEffect(() => {
    const listener = () => setWidth(innerWidth);
    addEventListener('resize', listener);
    return () => removeEventListener('resize', listener);
  }, []);
  return width;
}
