import { type ComponentType, lazy, type ReactNode, Suspense, useEffect } from 'react';
import { busy } from '../../store/page/idle.ts';
import { latePart } from '../../store/parts.ts';

/**
 * A part of the page that the first paint does not wait for. Its place is kept by whoever mounts it; the page is not
 * idle before it is there. Where its file does not arrive the page says so, and it comes when that is tried again
 * (store/parts.ts); when the page has nothing else to do it is loaded ahead.
 */
export function later<P extends object>(load: () => Promise<(props: P) => ReactNode>): (props: P) => ReactNode {
  const ask = latePart(load);
  const Part = lazy(async () => ({ default: await ask() })) as unknown as ComponentType<P>;
  return function Later(props: P): ReactNode {
    return (
      <Suspense fallback={<Busy />}>
        <Part {...props} />
      </Suspense>
    );
  };
}

/** Holds the place of a part that is on its way. */
function Busy(): ReactNode {
  useEffect(() => busy(), []);
  return null;
}
