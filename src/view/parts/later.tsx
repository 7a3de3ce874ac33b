import { type ReactNode, startTransition, useEffect, useState } from 'react';
import { busy } from '../../store/busy.ts';
import { firstPart, latePart } from '../../store/parts.ts';

/**
 * A part of the page that the first paint does not wait for. Its place is kept by whoever mounts it; the page is not
 * idle before it is there. Where its file does not arrive the page says so, and it comes when that is tried again
 * (store/parts.ts); when the page has nothing else to do it is loaded ahead. `meanwhile` is drawn in its place.
 */
export const later = <P extends object>(
  load: Load<P>,
  meanwhile?: (props: P) => ReactNode,
): ((props: P) => ReactNode) => placed(latePart, load, meanwhile);

/** The same for a part without which nothing would be shown: the others come when it is there. */
export const laterFirst = <P extends object>(load: Load<P>): ((props: P) => ReactNode) => placed(firstPart, load);

type Load<P> = () => Promise<(props: P) => ReactNode>;

function placed<P extends object>(
  part: (load: Load<P>) => Load<P>,
  load: Load<P>,
  meanwhile: (props: P) => ReactNode = () => null,
): (props: P) => ReactNode {
  let here: ((props: P) => ReactNode) | null = null;
  // Also where it is loaded ahead: then it is drawn at once, together with what it stands in.
  const ask = part(async () => {
    here = await load();
    return here;
  });
  // Not React's lazy and Suspense: React holds back what a Suspense boundary reveals for 300 ms after the one before, and
  // parts that hold parts came one such wait after the other (measured: half of the time to rest was idle).
  return function Later(props: P): ReactNode {
    const [, come] = useState(false);
    useEffect(() => {
      let gone = false;
      // Another place of the same part may have got it between this one's drawing and now.
      // What comes is drawn in slices: many parts come at once, and drawn in one go they would hold the page (90 ms, measured).
      const draw = (): void => startTransition(() => come(true));
      if (here !== null) draw();
      else
        void ask().then(() => {
          if (!gone) draw();
        });
      return () => {
        gone = true;
      };
    }, []);
    if (here === null) return <Busy>{meanwhile(props)}</Busy>;
    const Part = here;
    return <Part {...props} />;
  };
}

/** Holds the place of a part that is on its way. */
function Busy({ children }: { readonly children: ReactNode }): ReactNode {
  useEffect(() => busy(), []);
  return children;
}
