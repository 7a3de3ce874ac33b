import { useEffect, useState } from 'react';
import { busy } from '../../store/busy.ts';
import { marksUpTo } from '../../study/marks.ts';
import type { Trace } from '../../trace/trace.ts';

/** Rows that are looked at in one piece of idle time: a few milliseconds. */
const PIECE = 10_000;

/** The marks of every row; null while those of a long trace are still being gathered, in pieces. */
export function useMarks(trace: Trace): Uint8Array | null {
  const [done, setDone] = useState<Trace | null>(null);
  useEffect(() => {
    const over = busy();
    let read = 0;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const piece = (): void => {
      read += PIECE;
      marksUpTo(trace, read);
      if (read < trace.length) timer = setTimeout(piece);
      else {
        setDone(trace);
        over();
      }
    };
    piece();
    return () => {
      if (timer !== null) clearTimeout(timer);
      over();
    };
  }, [trace]);
  return done === trace ? marksUpTo(trace, trace.length) : null;
}
