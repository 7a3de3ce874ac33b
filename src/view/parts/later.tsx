import { type ComponentType, lazy, type ReactNode, Suspense, useEffect } from 'react';
import { busy } from '../../store/page/idle.ts';
import { latePart } from '../../store/parts.ts';

/**
 * A part of the page that the first paint does not wait for. Its place is kept by whoever mounts it; the page is not
 * idle before it is there. Where its file does not arrive the page says so, and it comes when that is tried again
 * (store/parts.ts); when the page has nothing else to do it is loaded ahead. `meanwhile` is drawn in its place.
 */
export function later<P extends object>(
  load: () => Promise<(props: P) => ReactNode>,
  meanwhile: (props: P) => ReactNode = () => null,
): (props: P) => ReactNode {
  const ask = latePart(load);
  const Part = lazy(async () => ({ default: await ask() })) as unknown as ComponentType<P>;
  return function Later(props: P): ReactNode {
    return (
      <Suspense fallback={<Busy>{meanwhile(props)}</Busy>}>
        <Part {...props} />
      </Suspense>
    );
  };
}

/** Holds the place of a part that is on its way. */
function Busy({ children }: { readonly children: ReactNode }): ReactNode {
  useEffect(() => busy(), []);
  return children;
}
