import type { KernelReport } from '../reports/report.ts';
import type { Follows, Grade, Numbers, Show, Speaker } from '../symptoms/symptom.ts';

/** A line that speaks for or against a cause, and what it shows. */
export interface Shown {
  /** The line of the text, from 1. */
  readonly line: number;
  readonly text: string;
  readonly says: string;
}

/** A cause that the text allows. */
export interface RankedCause {
  readonly id: string;
  readonly title: string;
  readonly because: string;
  readonly next: string;
  /** Files and functions at a version, as text. */
  readonly source: string;
  readonly seen: 'on a machine' | 'in the source';
  readonly pro: readonly Shown[];
  readonly contra: readonly Shown[];
  /** What would decide and stands in no line. */
  readonly open: readonly string[];
  readonly show: Show;
}

/** A cause that a line of the text rules out. */
export interface RuledOut {
  readonly id: string;
  readonly title: string;
  readonly by: Shown;
}

/** One message or one report that was understood. */
export interface Finding {
  /** The symptom's id, or `report:` and the kind. */
  readonly id: string;
  readonly who: Speaker;
  readonly grade: Grade;
  /** Where it stands first, from 1. */
  readonly line: number;
  /** The line as it stands there, without blanks at its ends. */
  readonly text: string;
  /** How often it stands in the text. */
  readonly times: number;
  readonly numbers: Numbers;
  /** What it says, in words. */
  readonly says: string;
  /** The most likely first; empty where the line is understood and nothing is known to lead to it. */
  readonly causes: readonly RankedCause[];
  readonly ruledOut: readonly RuledOut[];
  readonly follows: readonly Follows[];
  readonly report: KernelReport | null;
  /** Which start of the machine it belongs to, from 0. */
  readonly boot: number;
}
