import type { Actor } from '../trace/event.ts';
import type { History } from '../trace/history.ts';
import type { Trace } from '../trace/trace.ts';

/** What is taken away: a run, a recording, or one of two futures; and what is said of it as a whole. */
export interface Subject {
  /** One line; empty where nobody gave it one. */
  readonly title: string;
  /** Sentences of what it is: the driver, the secure world, the actions; the file of a recording. */
  readonly facts: readonly string[];
  readonly trace: Trace;
  readonly history: History;
  /** The link that opens it; null for a recording, which no link holds. */
  readonly link: string | null;
  /** The revision of the model that made it; null for a recording. */
  readonly revision: number | null;
  /** Texts that only the maker of a run knows: its outcome and its scenario as JSON; null for a recording. */
  readonly run: { readonly outcome: () => string; readonly scenario: () => string } | null;
}

/** How much is shown: frames alone; the functions that lead to them, what is written and logged; every row. */
export const DETAILS = ['registers', 'calls', 'everything'] as const;
export type Detail = (typeof DETAILS)[number];

/** Whose registers are written out: of no frame, of replies that report an error, of all frames. */
export const REGISTERS = ['none', 'errors', 'all'] as const;
export type Registers = (typeof REGISTERS)[number];

export const THEMES = ['light', 'dark'] as const;
export type ExportTheme = (typeof THEMES)[number];

/** Rows `first` up to and without `end` in one line, and what they are; an empty text: the rows themselves say it. */
export interface Fold {
  readonly first: number;
  readonly end: number;
  readonly text: string;
}

/** What of the subject is taken, and how it is written. */
export interface Choice {
  /** Rows `from` up to and without `end`; beyond the trace there are none. */
  readonly from: number;
  readonly end: number;
  readonly detail: Detail;
  /** Lanes that are not drawn. What happens on them alone is left out, broken rules and errors aside. */
  readonly hidden: readonly Actor[];
  readonly registers: Registers;
  /** Rows that a drawing shows in one line each, ascending and apart; errors in them are counted there. */
  readonly folds: readonly Fold[];
  /** Are the sentences written? */
  readonly captions: boolean;
  /** Do JSON lines carry the cells that each row wrote, so that they open again with the same states? */
  readonly state: boolean;
  readonly theme: ExportTheme;
}

/** Everything, as the command line takes it when nothing else is said. */
export const WHOLE: Choice = {
  from: 0,
  end: Number.POSITIVE_INFINITY,
  detail: 'everything',
  hidden: [],
  registers: 'errors',
  folds: [],
  captions: true,
  state: false,
  theme: 'light',
};

/** Is it the whole of the subject, row by row? */
export const isWhole = (s: Subject, c: Choice): boolean =>
  c.from <= 0 && c.end >= s.trace.length && c.detail === 'everything' && c.hidden.length === 0;

/** Is nothing left out, and nothing added, of however many rows? */
export const choosesAll = (c: Choice): boolean =>
  c.from <= 0 && c.end === WHOLE.end && c.detail === WHOLE.detail && c.hidden.length === 0 && !c.state;
