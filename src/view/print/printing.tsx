import { type ReactNode, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { shown } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import { PrintPage } from './print-page.tsx';

/** Writes out what is open while it is printed, and only then. The browser waits for nothing: it has to be there at once. */
export function Printing(): ReactNode {
  const [printing, setPrinting] = useState(() => matchMedia('print').matches);
  const now = useScope(shown);
  useEffect(() => {
    const list = matchMedia('print');
    const begin = (): void => flushSync(() => setPrinting(true));
    const end = (): void => setPrinting(false);
    const follow = (): void => setPrinting(list.matches);
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    list.addEventListener('change', follow);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
      list.removeEventListener('change', follow);
    };
  }, []);
  return printing && now !== null ? <PrintPage now={now} /> : null;
}
