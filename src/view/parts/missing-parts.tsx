import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { missingParts, tryAgain, watchMissingParts } from '../../store/parts.ts';
import { Button } from './button.tsx';
import css from './notice.module.css';

/** Says over everything that a part of the page could not be loaded, and tries again. It is in the first load itself. */
export function MissingParts(): ReactNode {
  const missing = useSyncExternalStore(watchMissingParts, missingParts);
  useEffect(() => {
    addEventListener('online', tryAgain);
    return () => removeEventListener('online', tryAgain);
  }, []);
  if (missing === 0) return null;
  return (
    <div role="alert" className={css.notice}>
      <p>
        A part of this page could not be loaded: its server does not answer, or has a newer version only. What is open
        stays, and is in the link.
      </p>
      <Button onClick={tryAgain}>Try again</Button>
      <Button look="ghost" onClick={() => location.reload()}>
        Reload the page
      </Button>
    </div>
  );
}
