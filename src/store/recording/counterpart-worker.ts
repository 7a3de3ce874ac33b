import type { Result } from '../../base/result.ts';
import type { Derived } from '../../diagnose/derive-scenario.ts';
import { runCounterpart } from '../../diagnose/run-counterpart.ts';
import { type ColumnPart, PartTaker } from '../../import/slices.ts';
import type { Run } from '../../scenario/types.ts';
import type { Counterpart } from '../../study/counterpart.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { MemoryTrace } from '../../trace/memory-trace.ts';

// The worker that runs the counterpart of one recording and is then thrown away.

/** A copy of a recording, and the scenario that was derived from it. */
export interface ToCounterpart {
  readonly rows: ColumnPart | readonly TraceEvent[];
  readonly derived: Derived;
}

/** The rows of the run in portions that the page takes in some milliseconds each, then everything else. */
export type FromCounterpart =
  | { readonly kind: 'rows'; readonly rows: readonly TraceEvent[] }
  | { readonly kind: 'end'; readonly result: Result<CounterpartElsewhere> };

export type CounterpartElsewhere = Omit<Counterpart, 'trace' | 'run'> & {
  readonly run: Omit<Run, 'trace' | 'history'>;
};

/** Rows in a portion. */
const PORTION = 500;

const say = (message: FromCounterpart): void => self.postMessage(message);

self.onmessage = ({ data: { rows, derived } }: MessageEvent<ToCounterpart>): void => {
  const trace = 'arrays' in rows ? new PartTaker().take(rows) : MemoryTrace.of(rows);
  const result = runCounterpart(trace, derived);
  if (!result.ok) {
    say({ kind: 'end', result });
    return;
  }
  const { trace: _, run: whole, ...rest } = result.value;
  const { trace: made, history: __, ...run } = whole;
  for (let at = 0; at < made.length; at += PORTION)
    say({ kind: 'rows', rows: [...made.rows(at, Math.min(at + PORTION, made.length))] });
  say({ kind: 'end', result: { ok: true, value: { ...rest, run } } });
};
