import type { Trace } from './trace.ts';

interface Kept {
  readonly length: number;
  readonly answers: Map<unknown, unknown>;
}
const kept = new WeakMap<Trace, Kept>();
/** Questions whose answers stay (stayingPerTrace). */
const staying = new WeakSet<object>();

/**
 * A question to a trace whose answer is found when it is first asked and kept as long as the trace. A trace that is shown
 * never grows (a run is over, and a part of a recording is a trace of its own), so its answers stay true. One that has
 * grown all the same is asked anew: nobody else has to look.
 */
export function perTrace<T>(answer: (trace: Trace) => T): (trace: Trace) => T {
  return (trace) => {
    let of = kept.get(trace);
    if (of?.length !== trace.length) {
      of = { length: trace.length, answers: new Map() };
      kept.set(trace, of);
    }
    if (!of.answers.has(answer)) of.answers.set(answer, answer(trace));
    // What stands under a question is what it answered.
    return of.answers.get(answer) as T;
  };
}

/** The same for an answer that was given by somebody else, or costs too much to be found twice: `letGo` leaves it. */
export function stayingPerTrace<T>(answer: (trace: Trace) => T): (trace: Trace) => T {
  staying.add(answer);
  return perTrace(answer);
}

/** Forgets what can be found again: nobody looks at this trace at present. Who does, asks anew. */
export function letGo(trace: Trace): void {
  const answers = kept.get(trace)?.answers;
  for (const answer of answers?.keys() ?? []) if (!staying.has(answer as object)) answers?.delete(answer);
}
