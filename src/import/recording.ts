import { printable } from '../base/printable.ts';
import type { Trace } from '../trace/trace.ts';

/** What a file was taken for. */
export type Format =
  | 'ftrace text'
  | 'trace.dat'
  | 'perf.data'
  | 'perf JSON'
  | 'JSON lines'
  | 'recording JSON'
  | 'table of registers'
  | 'console text';

/** One line that could not be used as it stands. */
export interface Note {
  /** From 1, the number of the record in a binary file; 0 for a note about the whole file. */
  readonly line: number;
  /** The line, cut to 160 characters. */
  readonly text: string;
  /** Why, as a sentence. */
  readonly why: string;
}

/** What reading a file has found: nothing is dropped without being counted here. */
export interface Report {
  /** What a file of this kind is made of: a line of text, or a record. */
  readonly unit: 'line' | 'record';
  /** How many of them there are. */
  readonly lines: number;
  readonly calls: number;
  readonly replies: number;
  /** Function probes: entries and returns. */
  readonly steps: number;
  readonly irqs: number;
  /** Lines that a person or a program wrote into the trace, and lines of a log. */
  readonly logs: number;
  /** Calls that have no reply in the recording. */
  readonly unanswered: number;
  /** Calls that were answered where this kind of recording does not look: what EL3 answers itself, in TF-A's own trace. */
  readonly unseen: number;
  /** Replies whose call is not in the recording. */
  readonly orphans: number;
  /** Events that the kernel says it lost. */
  readonly lost: number;
  /** Lines that were not understood. The first MAX_NOTES of them are in `notes`. */
  readonly notUnderstood: number;
  /** Is the begin or the end of the file missing? Then nothing is known of what stood there. */
  readonly cut: boolean;
  /** The first lines that were not understood, and remarks on the whole. */
  readonly notes: readonly Note[];
  /** Lines that were understood and are not drawn, by what they are: `sched_switch`, `kernel message`. */
  readonly notDrawn: ReadonlyMap<string, number>;
}

/** A file that has been read. */
export interface Recording {
  readonly format: Format;
  readonly trace: Trace;
  readonly report: Report;
  /** Do the rows have a time? A table of registers has none. */
  readonly timed: boolean;
}

export const MAX_NOTES = 1000;

/** A report while it is being counted. */
export class ReportBuilder {
  unit: Report['unit'] = 'line';
  lines = 0;
  calls = 0;
  replies = 0;
  steps = 0;
  irqs = 0;
  logs = 0;
  unanswered = 0;
  unseen = 0;
  orphans = 0;
  lost = 0;
  notUnderstood = 0;
  cut = false;
  readonly notes: Note[] = [];
  readonly notDrawn = new Map<string, number>();

  /** A line that was not understood. */
  broken(line: number, text: string, why: string): void {
    this.notUnderstood++;
    this.remark(line, text, why);
  }

  /** Something that a person should know about a line that was used. */
  remark(line: number, text: string, why: string): void {
    if (this.notes.length < MAX_NOTES) this.notes.push({ line, text: own160(text), why });
  }

  /** A line that is understood and has no place on the diagram. More kinds than a person can read become one. */
  skip(what: string): void {
    const name = this.notDrawn.has(what) || this.notDrawn.size < 200 ? what : 'other events';
    this.notDrawn.set(name, (this.notDrawn.get(name) ?? 0) + 1);
  }
}

const own160 = (text: string): string => printable(Array.from(text.slice(0, 160)).join(''));
