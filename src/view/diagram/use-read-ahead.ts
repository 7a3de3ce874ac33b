import { useEffect } from 'react';
import type { BarIndex } from '../../layout/bars.ts';
import { shown } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';

/** Rows that are read in one piece: a few milliseconds. */
const PIECE = 2_000;

/** Reads the bars and the checkpoints of a whole run in pieces, so that a leap to its end finds them there. */
export function useReadAhead(index: BarIndex): void {
  const now = useScope(shown);
  useEffect(() => {
    // The bars of a recording come with it.
    if (now === null || now.run === null) return;
    let read = 0;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const piece = (): void => {
      read = Math.min(read + PIECE, now.trace.length);
      index.within(read, read);
      now.history.at(read - 1);
      timer = read < now.trace.length ? setTimeout(piece) : null;
    };
    timer = setTimeout(piece);
    return () => {
      if (timer !== null) clearTimeout(timer);
    };
  }, [now, index]);
}
