import { perPair } from '../base/per-pair.ts';
import type { TraceEvent } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';
import { align } from './align.ts';
import type { Stretch } from './align-keys.ts';

/** Two runs side by side, as study/align.ts aligns them; the answer for a pair is kept as long as both are. */
export const alignmentOf = perPair((left: Trace, right: Trace): readonly Stretch[] => align(left, right));

/**
 * Do these rows answer the same question, though not alike: the same message or its reply, the same function or its
 * end, in the same context? Such rows stand beside each other.
 */
export function alike(left: Trace, right: Trace): (leftRow: number, rightRow: number) => boolean {
  return (l, r) => questionOf(left, left.row(l)) === questionOf(right, right.row(r));
}

function questionOf(trace: Trace, e: TraceEvent): string {
  switch (e.kind) {
    case 'call':
      return `call ${e.ctx} ${e.from} ${e.to} ${e.service ?? e.name}`;
    case 'return':
      return e.of < 0 ? `return ${e.row}` : `return of ${questionOf(trace, trace.row(e.of))}`;
    case 'enter':
      return `enter ${e.ctx} ${e.who} ${e.fn}`;
    case 'step':
      return `step ${e.ctx} ${e.who} ${e.fn} ${e.enter === null ? 'whole' : 'end'}`;
    case 'irq':
      return `irq ${e.irq} ${e.phase}`;
    case 'change':
      return `change ${e.who} ${e.changes.map((c) => c.key).join()}`;
    case 'log':
      return `log ${e.who} ${e.text}`;
    case 'choice':
      return 'choice';
    case 'violation':
      return `violation ${e.rule}`;
  }
}
