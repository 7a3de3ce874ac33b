import { useEffect, useState } from 'react';
import { busy } from '../../store/busy.ts';
import { useScope } from '../../store/store.ts';
import type { Trace } from '../../trace/trace.ts';
import { useBreakRows } from './use-breaks.ts';

/** Rows that are looked at in one piece: a few milliseconds. */
const PIECE = 4000;

/** A 1 for each row that a breakpoint stops at; null while the rows are still being looked at, and where none is set. */
export function useBreakMarks(trace: Trace): Uint8Array | null {
  const breaks = useScope((s) => s.breaks);
  const module = useBreakRows(breaks.length > 0);
  const [done, setDone] = useState<{ readonly breaks: readonly string[]; readonly marks: Uint8Array } | null>(null);
  useEffect(() => {
    if (module === null || breaks.length === 0) return;
    const over = busy();
    let timer: ReturnType<typeof setTimeout> | null = null;
    let read = 0;
    const piece = (): void => {
      const marks = module.breakMarks(trace, breaks, read, read + PIECE);
      read += PIECE;
      if (read < trace.length) timer = setTimeout(piece);
      else {
        setDone({ breaks, marks });
        over();
      }
    };
    piece();
    return () => {
      if (timer !== null) clearTimeout(timer);
      over();
    };
  }, [module, trace, breaks]);
  return done !== null && done.breaks === breaks && done.marks.length === trace.length ? done.marks : null;
}
