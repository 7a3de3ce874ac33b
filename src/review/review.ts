import { onPlatform, type Platform } from '../scenario/platform.ts';
import type { Run, Scenario } from '../scenario/types.ts';
import { firstDifference } from '../study/align.ts';
import { besideLeft, type Comparison, compareTraces } from '../study/comparison.ts';
import { type Judgement, judge, VERDICTS, type Verdict } from '../study/verdict.ts';
import { reasonTexts } from './reasons.ts';
import { partingWords } from './row-words.ts';
import type { Subject } from './subject.ts';

/** What became of one scenario of a review. */
export interface Reviewed {
  readonly subject: Subject;
  /** The scenario on both. */
  readonly scenarios: { readonly before: Scenario; readonly after: Scenario };
  readonly verdict: Verdict;
  /** What is otherwise in the end, a sentence each; for `the same` what is wrong in both; for `not run` why. */
  readonly reasons: readonly string[];
  /** null where one of them was not run, or nobody asked how many rows are equal. */
  readonly comparison: Comparison | null;
  /** What each does in the row in which they part; null where they are equal, or one was not run. */
  readonly parting: Parting | null;
  /** The row of AFTER to look at: where what is otherwise in the end shows, else where the rows part; null for equal runs. */
  readonly row: number | null;
}

/** The row in which two runs part, and what each does there; null: it has ended. */
export interface Parting {
  readonly row: number;
  readonly before: string | null;
  readonly after: string | null;
}

/** Two runs of a subject, judged. To count the rows that are equal takes as long as a sixth of the runs: `counted` says whether. */
export function reviewed(subject: Subject, before: Run, after: Run, counted = true): Reviewed {
  const judgement = judge(before, after);
  const scenarios = { before: before.scenario, after: after.scenario };
  if (judgement.verdict === 'not run') {
    const why = [before.problem, after.problem].flatMap((p) => p ?? []);
    return { subject, scenarios, verdict: 'not run', reasons: [...new Set(why)], ...NOTHING };
  }
  const comparison = counted ? compareTraces(before.trace, after.trace) : null;
  const { verdict } = judgement;
  const common = { subject, scenarios, verdict, reasons: reasonTexts(judgement), comparison };
  const first = comparison === null ? firstDifference(before.trace, after.trace) : comparison.first;
  if (first === null) return { ...common, parting: null, row: null };
  const [was, is] = partingWords(before.trace, after.trace, first);
  const parting = { row: first, before: was, after: is };
  return { ...common, parting, row: decidingRow(judgement, before, after, first) };
}

const NOTHING = { comparison: null, parting: null, row: null } as const;

/** A subject that the model cannot run on one of the two. */
export function notRun(subject: Subject, platforms: Platforms, why: string): Reviewed {
  const scenarios = scenariosOf(subject, platforms);
  return { subject, scenarios, verdict: 'not run', reasons: [why], ...NOTHING };
}

export interface Platforms {
  readonly before: Platform;
  readonly after: Platform;
}

export const scenariosOf = ({ scenario }: Subject, { before, after }: Platforms): Reviewed['scenarios'] => ({
  before: onPlatform(scenario, before),
  after: onPlatform(scenario, after),
});

/** The row of AFTER that shows what decides, or that stands where BEFORE shows it. */
function decidingRow({ news, gone, others }: Judgement, before: Run, after: Run, first: number): number {
  const beside = (row: number): number => besideLeft(before.trace, after.trace, row);
  const found = news.find((f) => f.row !== null)?.row;
  if (found !== undefined && found !== null) return found;
  if (news.length > 0) return after.trace.length - 1;
  const lost = gone.find((f) => f.row !== null)?.row;
  if (lost !== undefined && lost !== null) return beside(lost);
  for (const { rows } of others) {
    if (rows.after !== null) return rows.after;
    if (rows.before !== null) return beside(rows.before);
  }
  return Math.min(first, after.trace.length - 1);
}

/** How many there are of each verdict. */
export function tally(lines: readonly Reviewed[]): ReadonlyMap<Verdict, number> {
  return new Map(VERDICTS.map((v) => [v, lines.filter((l) => l.verdict === v).length]));
}

/** In the order of a report: by verdict, and in the order of the list within. */
export const inOrder = (lines: readonly Reviewed[]): readonly Reviewed[] =>
  VERDICTS.flatMap((v) => lines.filter((l) => l.verdict === v));
