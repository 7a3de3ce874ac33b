import { Running } from '../stack/simulate.ts';
import type { TraceEvent } from '../trace/event.ts';
import { hangOf } from './outcome.ts';
import type { Outcome, Run, Scenario } from './types.ts';

/** What is known at the end of a run whose rows were not kept. */
export interface StreamedEnd extends Pick<Run, 'missedFaults' | 'problem'> {
  /** How many rows there were. */
  readonly rows: number;
  readonly violations: Outcome['violations'];
  readonly hang: Outcome['hang'];
}

/** Rows that are made before they are handed out: a few pieces of a trace. */
const PIECE = 4096;

/**
 * Runs a scenario and hands its rows out as they come, each once, in order: the same that `run` keeps. The run holds a few
 * thousand of them at a time, so it may be as long as it likes. `maxRows` is at least 1; MAX_ROWS when absent.
 */
export function* runStreamed(scenario: Scenario, maxRows?: number): Generator<TraceEvent, StreamedEnd> {
  const running = new Running(scenario, maxRows === undefined ? {} : { maxRows });
  const { trace } = running.kernel;
  const violations: Outcome['violations'][number][] = [];
  let told = 0;
  function* rest(): Iterable<TraceEvent> {
    for (const e of trace.rows(told)) {
      if (e.kind === 'violation') violations.push({ rule: e.rule, row: e.row, text: e.text });
      yield e;
    }
    told = trace.length;
    trace.forget(told);
  }
  while (running.advance(PIECE) === null) if (trace.length - told >= PIECE) yield* rest();
  const { missedFaults, problem, waiting } = running.result();
  yield* rest();
  return { rows: told, violations, hang: hangOf(waiting), missedFaults, problem };
}
