import { useEffect, useState } from 'react';
import { busy } from '../../store/busy.ts';
import { latePart } from '../../store/parts.ts';
import { useScope } from '../../store/store.ts';
import type { Trace } from '../../trace/trace.ts';

const breakRows = latePart(() => import('../../study/break-rows.ts'));
type BreakRows = typeof import('../../study/break-rows.ts');

// What reads breakpoints is loaded with the first of them.
let loaded: BreakRows | null = null;

/** Says of a row whether a breakpoint stops there; null while none is set. The same function while nothing changes. */
export function useBreaks(trace: Trace): ((row: number) => boolean) | null {
  const breaks = useScope((s) => s.breaks);
  const module = useBreakRows(breaks.length > 0);
  return breaks.length === 0 || module === null ? null : module.breakAt(trace, breaks);
}

/** The module that reads breakpoints, once it is wanted and there. */
export function useBreakRows(wanted: boolean): BreakRows | null {
  const [module, setModule] = useState(loaded);
  useEffect(() => {
    if (!wanted || loaded !== null) {
      setModule(loaded);
      return;
    }
    let gone = false;
    const over = busy();
    void breakRows()
      .then((m) => {
        loaded = m;
        if (!gone) setModule(m);
      })
      .finally(over);
    return () => {
      gone = true;
    };
  }, [wanted]);
  return module;
}
