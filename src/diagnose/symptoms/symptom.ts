import type { FunctionName } from '../../abi/function-id.ts';

/** Who prints a message: it decides the name of the source and how the message is put into words. */
export type Speaker =
  | 'arm_ffa'
  | 'optee'
  | 'tee'
  | 'op-tee'
  | 'spmd'
  | 'el3-spmc'
  | 'hafnium'
  | 'u-boot'
  | 'kernel'
  | 'nobody';

/**
 * What a message costs. `stops`: what prints it does not come up, or dies. `limits`: it goes on with less. `refusal`:
 * one call was refused, and who called says what follows. `harmless`: needs no action.
 */
export type Grade = 'stops' | 'limits' | 'refusal' | 'harmless';

/** Where a fact can be checked: a file and a function at a version; or a document of this project, which has neither. */
export interface Place {
  readonly file: string;
  readonly fn: string;
  readonly version: string;
}

/** What a message says in its numbers and names: the named groups of its pattern, as they stand there. */
export type Numbers = Readonly<Record<string, string>>;

/** Another line of the same text that speaks for a cause or against it. */
export interface Evidence {
  /** How the line is recognised; its named groups may be used in `says`. */
  readonly line: RegExp;
  /** What the line shows, as a sentence. */
  readonly says: string;
  /** Only a line above or below the message counts; either, if absent. */
  readonly where?: 'before' | 'after';
}

/** A scenario as it is written in JSON (README, "Scenario"). */
export type ScenarioJson = { readonly [field: string]: unknown };

/** How to find the row that fails in the run of a cause's scenario; `nth` from 1, -1 for the last. */
export type RowMatch =
  | { readonly reply: string; readonly nth: number }
  | { readonly step: string; readonly rc: number }
  | { readonly log: string }
  | { readonly violation: string };

/** A run that shows a cause, at the row where it goes wrong; or why the model has none. */
export type Show = { readonly scenario: ScenarioJson; readonly row: RowMatch } | { readonly cannot: string };

/** A whole number of a message: one of these, or none of these, or within bounds that are not in it themselves. */
export type Allowed =
  | readonly number[]
  | { readonly not?: readonly number[]; readonly below?: number; readonly above?: number };
export type When = { readonly [group: string]: Allowed };

/** One thing that leads to a message. */
export interface Cause {
  /** `ids-all-bound`: stable, for links and tests. */
  readonly id: string;
  /** A few words: `All 64 ids are bound`. */
  readonly title: string;
  /** What happens, in two or three sentences, the register that shows it included. */
  readonly because: string;
  /** What to look at, or to do, next. */
  readonly next: string;
  readonly source: readonly Place[];
  /** Was it seen on a machine, or read in the source? */
  readonly seen: 'on a machine' | 'in the source';
  /** Numbers of the message with which this can be the cause; any, if absent. */
  readonly when?: When;
  /** Lines that speak for it: with one of them it comes before causes that have none. */
  readonly pro?: readonly Evidence[];
  /** Lines that speak against it: it comes last, and says so. */
  readonly contra?: readonly Evidence[];
  /** Without one of these lines it is not the cause, and is not named. */
  readonly needs?: readonly Evidence[];
  /** With one of these lines it is ruled out, and the line is named. */
  readonly never?: readonly Evidence[];
  /** What would decide and stands in no log. */
  readonly open?: readonly string[];
  readonly show: Show | ((n: Numbers) => Show);
}

/** That a message follows from another one: then it is told under that one, and is no story of its own. */
export interface Follows {
  /** Symptoms that it follows from: ids, or the beginning of ids up to a `*`. */
  readonly of: readonly string[];
  /** Numbers of this message with which it follows from them. */
  readonly when?: When;
  /** What it means there: a few words and a sentence. */
  readonly says: string;
}

/** A message that people paste, with what can lead to it. */
export interface Symptom {
  readonly id: string;
  readonly who: Speaker;
  readonly grade: Grade;
  /** How it is recognised in one line; what decides is in named groups. */
  readonly pattern: RegExp;
  /** What the message says, in words; `{rc:errno}` puts a group of the pattern in (fill.ts). */
  readonly says: string;
  /** Lines as they are printed: the tests run on them. */
  readonly examples: readonly string[];
  readonly source: readonly Place[];
  /** Calls of Linux that bring it about, where a secure world prints it. */
  readonly calls?: readonly FunctionName[];
  /** The most likely first. */
  readonly causes: readonly Cause[];
  readonly follows?: readonly Follows[];
}
