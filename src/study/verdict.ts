import type { Run } from '../scenario/types.ts';
import { type Finding, findingsOf, without } from './findings.ts';

/**
 * What a change of the driver or the secure world does to a scenario. By how the runs end, not by their rows: `fixed` fewer
 * broken rules, leaks and hangs and no new ones, `broken` a new one, `different` another ending, `the same` the same
 * ending, `not run` where one of the two cannot be followed.
 */
export type Verdict = 'broken' | 'fixed' | 'different' | 'the same' | 'not run';

/** In the order in which they are listed: what needs a look first. */
export const VERDICTS: readonly Verdict[] = ['broken', 'fixed', 'different', 'the same', 'not run'];

/** One thing in which two endings are not equal, beside broken rules, leaks and hangs. */
export interface OtherEnding {
  readonly what: 'result' | 'bottom half' | 'log' | 'answer';
  readonly before: string;
  readonly after: string;
  /** Rows that show it; null where that run has none. */
  readonly rows: { readonly before: number | null; readonly after: number | null };
}

export interface Judgement {
  readonly verdict: Verdict;
  /** Only AFTER has these. */
  readonly news: readonly Finding[];
  /** Only BEFORE has these. */
  readonly gone: readonly Finding[];
  /** Both have these. */
  readonly stay: readonly Finding[];
  readonly others: readonly OtherEnding[];
  /**
   * The scenario says its order by rows or choices, which name other moments where the rows are not equal: less that breaks
   * is no proof then, so it is called different.
   */
  readonly tied: boolean;
}

/** Judges two runs of one scenario. */
export function judge(before: Run, after: Run): Judgement {
  const [was, is] = [findingsOf(before.outcome), findingsOf(after.outcome)];
  const news = without(is, was);
  const gone = without(was, is);
  const others = otherEndings(before, after);
  const { scenario } = before;
  const tied = scenario.choices.length > 0 || scenario.actions.some((a) => a.after !== undefined);
  return { verdict: verdictOf(), news, gone, stay: without(is, news), others, tied };

  function verdictOf(): Verdict {
    if (before.problem !== null || after.problem !== null) return 'not run';
    if (news.length > 0) return 'broken';
    if (gone.length > 0) return tied ? 'different' : 'fixed';
    return others.length > 0 ? 'different' : 'the same';
  }
}

function otherEndings(before: Run, after: Run): readonly OtherEnding[] {
  const out: OtherEnding[] = [];
  const add = (what: OtherEnding['what'], a: Said, b: Said): void => {
    if (a.text !== b.text) out.push({ what, before: a.text, after: b.text, rows: { before: a.row, after: b.row } });
  };
  const [a, b] = [before.outcome, after.outcome];
  add('result', said(a.result, probeEnd(before)), said(b.result, probeEnd(after)));
  add('bottom half', said(a.bottom_half_value, null), said(b.bottom_half_value, null));
  const [logA, logB] = [logOf(before), logOf(after)];
  const at = firstApart(logA, logB);
  if (at !== null) add('log', logA[at] ?? NOTHING, logB[at] ?? NOTHING);
  const [failuresA, failuresB] = [failuresOf(before), failuresOf(after)];
  for (let action = 0; action < before.scenario.actions.length; action++)
    add('answer', failuresA.get(action) ?? GOOD, failuresB.get(action) ?? GOOD);
  return out;
}

/** A text and the row that says it. */
interface Said {
  readonly text: string;
  readonly row: number | null;
}
const NOTHING: Said = { text: 'nothing', row: null };
const said = (value: number | string | null, row: number | null): Said => ({
  text: value === null ? 'none' : `${value}`,
  row,
});

/** Which line of two lists is the first that is not equal; null for equal lists. */
function firstApart(a: readonly Said[], b: readonly Said[]): number | null {
  const at = Array.from({ length: Math.max(a.length, b.length) }).findIndex((_, i) => a[i]?.text !== b[i]?.text);
  return at < 0 ? null : at;
}

/** What the driver prints, and what the FF-A core complains of: the version that a core says it has is no ending. */
const logOf = ({ trace }: Run): readonly Said[] =>
  [...trace.rows()].flatMap((e) =>
    e.kind === 'log' && (e.who === 'optee-driver' || (e.who === 'arm_ffa' && e.level === 'error'))
      ? [{ text: e.text, row: e.row }]
      : [],
  );

function probeEnd({ trace }: Run): number | null {
  let row: number | null = null;
  for (const e of trace.rows()) if (e.kind === 'step' && e.fn === 'ffa_device_probe') row = e.row;
  return row;
}

const GOOD: Said = { text: '0', row: null };

/** The first negative errno that each action gives back to who began it; its functions have other names in other kernels. */
function failuresOf({ trace }: Run): ReadonlyMap<number, Said> {
  const out = new Map<number, Said>();
  for (const e of trace.rows())
    if (e.kind === 'step' && e.stack.length === 0 && typeof e.rc === 'number' && e.rc < 0 && !out.has(e.action))
      out.set(e.action, { text: String(e.rc), row: e.row });
  return out;
}
