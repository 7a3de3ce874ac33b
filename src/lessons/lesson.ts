import { problemText } from '../base/result.ts';
import { parseScenario } from '../scenario/schema.ts';
import type { Scenario } from '../scenario/types.ts';
import type { DriverRevision } from '../stack/linux/revisions.ts';
import type { FindRow } from './find-row.ts';

/** Two or three sentences at a row that matters. The row is found by what happens in it, never by its number. */
export interface Gloss {
  readonly at: FindRow;
  /** What a list of the steps calls it: two to six words. */
  readonly name: string;
  readonly text: string;
}

/** A scenario of a lesson beside its main one. */
export interface Variant {
  /** `eacces-walk-32`, as the command line calls it. */
  readonly name: string;
  readonly title: string;
  readonly scenario: Scenario;
}

/** One lesson of the gallery. */
export interface Lesson {
  /** Its place among the lessons, from 1: nobody writes it down (`numbered`). */
  readonly number: number;
  /** `eacces-walk`, as the command line calls it. */
  readonly name: string;
  readonly title: string;
  /** Why it matters, in one sentence. */
  readonly why: string;
  readonly scenario: Scenario;
  readonly glosses: readonly Gloss[];
  readonly question: string;
  readonly answer: string;
  /** Where the behaviour is known from: files at a version, recordings. */
  readonly source: string;
  /** Was it seen on a machine, or deduced from the source? */
  readonly seen: 'on a machine' | 'in the source';
  readonly variants: readonly Variant[];
  /** The rules that its main scenario breaks (trace/invariants.ts), in the order of their first rows; none when absent. */
  readonly breaks?: readonly string[];
  /** How it ends where that is not well: what the probe returns, null where it never does, what it leaks, who hangs. */
  readonly ends?: {
    readonly result: number | null;
    readonly leaks?: readonly string[];
    readonly hang?: RegExp;
  };
  /** What the page can set side by side for it: the two ways of a wake-up, or two drivers on its scenario. */
  readonly compares?: 'ways' | readonly [DriverRevision, DriverRevision];
}

/** A lesson as its file has it. */
export type LessonText = Omit<Lesson, 'number'>;

/** A scenario that is written in this program; throws where it is wrong, so that a test finds it at once. */
export function lessonScenario(json: { readonly [field: string]: unknown }): Scenario {
  const read = parseScenario({ v: 1, ...json });
  if (!read.ok) throw new Error(problemText(read.error));
  return read.value;
}
