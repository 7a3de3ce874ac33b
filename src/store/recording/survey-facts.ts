import type { Derived } from '../../diagnose/derive-scenario.ts';
import type { Rule } from '../../diagnose/responder.ts';
import type { FileStory } from '../../diagnose/story/file-story.ts';
import type { Verdict } from '../../diagnose/verdict.ts';
import type { BrokenList, VerdictList } from './verdict-list.ts';

/** A task of the recorded machine. */
export interface RecordedTask {
  /** `insmod-68`, as ftrace names it. */
  readonly name: string;
  readonly rows: number;
  readonly first: number;
  /** The CPUs that it ran on, ascending. */
  readonly cpus: readonly number[];
}

/** How a recording compares with the profile `optee`, row by row. */
export interface Checked {
  readonly profile: string;
  readonly counts: Readonly<Record<Verdict['judgement'], number>>;
  /** All of them. */
  readonly departures: VerdictList;
  /** A position in JUDGEMENTS for each row; 0 for rows of which nothing is said. */
  readonly judgements: Uint8Array;
  /** For each row the position of its rule in `rules`, and one more; 0 for none. */
  readonly ruleOf: Uint16Array;
  readonly rules: readonly Rule[];
}

export const JUDGEMENTS = ['none', 'equal', 'allowed', 'departure', 'unknown'] as const;
export type RowJudgement = (typeof JUDGEMENTS)[number];

/** What is known of a recording beyond its rows; found by the worker that reads it. */
export interface Survey {
  readonly checked: Checked;
  /** By rows, the busiest first; at most MAX_TASKS. */
  readonly tasks: readonly RecordedTask[];
  /** How many tasks there are. */
  readonly taskCount: number;
  readonly cpus: readonly number[];
  /** All of them. */
  readonly broken: BrokenList;
  readonly derived: Derived;
  /** What the messages of the file tell. */
  readonly story: FileStory;
}
