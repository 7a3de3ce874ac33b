import { type RefObject, useLayoutEffect, useState } from 'react';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The size of an element without padding or border, in whole pixels; null before it is laid out. It is laid out at once for
 * this: what needs the size is painted together with the element, not a frame later.
 */
export function useSize(ref: RefObject<Element | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    if (ref.current === null) return;
    const take = (rect: DOMRectReadOnly): void => {
      const width = Math.floor(rect.width);
      const height = Math.floor(rect.height);
      setSize((s) => (s?.width === width && s.height === height ? s : { width, height }));
    };
    take(ref.current.getBoundingClientRect());
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) take(entry.contentRect);
    });
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}
