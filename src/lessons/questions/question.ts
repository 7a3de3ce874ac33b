import { ensure } from '../../base/assert.ts';
import type { Run, Scenario } from '../../scenario/types.ts';
import type { CallEvent, ReturnEvent } from '../../trace/event.ts';
import type { Trace } from '../../trace/trace.ts';
import type { FindRow } from '../find-row.ts';

/** One answer that can be chosen. Whether it is right nobody writes down: the model is run and asked. */
export interface Option {
  readonly label: string;
  /** Does this answer hold in the run? Of the options of a question exactly one does. */
  readonly holds: (run: Run) => boolean;
  /** Why it does not, where it does not, in a sentence; null for the right one. */
  readonly why: ((run: Run) => string) | null;
  /** The scenario that this option is tried in, where it is not that of the question. */
  readonly scenario?: Scenario;
}

/** How the answer to a lesson's question is found out. */
export interface Check {
  /** The name of the scenario in which the question is asked; the lesson's own where it is absent. */
  readonly on?: string;
  readonly hint: string;
  readonly options: readonly Option[];
  /** The row that shows the answer in the scenario of the question; null where no single row does. */
  readonly at: FindRow | null;
}

export const option = (label: string, holds: Option['holds'], why: string | null): Option => ({
  label,
  holds,
  why: why === null ? null : () => why,
});

/**
 * Which register? w0 to w7 as answers. `frame` finds the call or reply that is asked about, `holds` says of a register
 * whether it is the one.
 */
export function registerOptions(
  frame: FindRow,
  holds: (w: readonly bigint[], i: number) => boolean,
  why: (w: readonly bigint[], i: number) => string,
): readonly Option[] {
  return Array.from(
    { length: 8 },
    (_, i): Option => ({
      label: `w${i}`,
      holds: (run) => holds(wordsAt(run.trace, frame), i),
      why: (run) => why(wordsAt(run.trace, frame), i),
    }),
  );
}

/** The registers of the frame in the row that is found. Throws where there is none: a test finds that. */
export function wordsAt(trace: Trace, at: FindRow): readonly bigint[] {
  const e = trace.row(ensure(at(trace), 'a row of the frame that is asked about'));
  if (e.kind !== 'call' && e.kind !== 'return') throw new RangeError(`row ${e.row} has no registers`);
  return e.w;
}

/** The calls of this name or service, in the action with this index where one is given. */
export const callsOf = ({ trace }: Run, name: string, action?: number): readonly CallEvent[] =>
  [...trace.rows()].filter(
    (e): e is CallEvent =>
      e.kind === 'call' && (e.name === name || e.service === name) && (action === undefined || e.action === action),
  );

/** The answer to a call. */
export const answerTo = ({ trace }: Run, call: CallEvent | undefined): ReturnEvent | null =>
  [...trace.rows(call?.row ?? trace.length)].find((e): e is ReturnEvent => e.kind === 'return' && e.of === call?.row) ??
  null;

/** How often a function ran. */
export const timesOf = ({ trace }: Run, fn: string): number =>
  [...trace.rows()].filter(
    (e) => e.kind !== 'call' && 'fn' in e && e.fn === fn && (e.kind === 'enter' || e.enter === null),
  ).length;

/** Has this text been printed, by whomever of Linux? */
export const hasLog = ({ trace }: Run, text: string): boolean =>
  [...trace.rows()].some((e) => e.kind === 'log' && e.text.includes(text));

/** Has the driver an id for its bottom half in the end? */
export const isNotified = ({ outcome }: Run): boolean => typeof outcome.bottom_half_value === 'number';
