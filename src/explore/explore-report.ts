import { ascii, wrapped as broken } from '../export/plain-text.ts';
import { COLUMNS } from '../export/text.ts';
import { MODEL_REVISION } from '../scenario/model-revision.ts';
import type { Scenario } from '../scenario/types.ts';
import { actionText } from '../words/action-text.ts';
import type { Counterexample } from './counterexample.ts';
import type { AnyTime } from './events.ts';
import { ASK } from './hit.ts';
import type { SearchCounts } from './search.ts';
import { subjectText } from './sweep-report.ts';

/** A search of interleavings that is done, or as far as it is. */
export interface ExploreReport {
  readonly scenario: Scenario;
  readonly events: readonly AnyTime[];
  /** Null for random runs, of which `runs` were made. */
  readonly counts: SearchCounts | null;
  readonly runs: number;
  /** What was asked for, as it was written; null for nothing. */
  readonly ask: string | null;
  readonly found: readonly Counterexample[];
  readonly link: (found: Counterexample) => string;
}

export const EXPLORE_FORMATS: { readonly [name: string]: (report: ExploreReport) => Iterable<string> } = {
  text: textLines,
  json: (report) => [JSON.stringify(jsonOf(report))],
};

/** `complete`, `complete up to 2 switches`, `nothing tried yet` */
export function coverageText({ complete, bound }: SearchCounts): string {
  if (complete) return 'complete: every order has been tried';
  if (bound < 0) return 'not complete up to any bound';
  return `complete up to ${bound === 1 ? '1 switch' : `${bound} switches`}`;
}

const wrap = (text: string, indent = ''): string[] =>
  broken(ascii(text), COLUMNS - indent.length).map((line) => indent + line);

function* textLines(report: ExploreReport): Iterable<string> {
  const { scenario, events, counts, runs, ask, found } = report;
  yield* wrap(`FF-A Scope explore: ${subjectText(scenario)}, model revision ${MODEL_REVISION}`);
  yield* wrap(`At any time: ${events.length === 0 ? 'nothing else' : events.map(actionText).join('; ')}`);
  if (counts === null) yield* wrap(`${runs} random runs`);
  else
    yield* wrap(
      `${counts.states} states, ${counts.transitions} transitions, ${counts.runs} runs, ${counts.worlds} worlds at the end; ${coverageText(counts)}`,
    );
  yield '';
  if (ask !== null && !found.some((f) => f.rule === ASK)) yield* wrap(`Not found: ${ask}`);
  if (found.length === 0 && ask === null) yield* wrap('No rule is broken in any of these.');
  for (const f of found) {
    yield* wrap(`${f.rule === ASK ? `It can happen: ${ask}` : `${f.rule}: ${f.text}`}`);
    if (f.says !== '') yield* wrap(f.says, '  ');
    yield* wrap(
      `row ${f.row}, ${f.switches === 1 ? '1 switch' : `${f.switches} switches`}: ${f.scenario.actions.map(storyText).join(', ')}`,
      '  ',
    );
    yield `  ${report.link(f)}`;
  }
}

const storyText = (a: AnyTime): string =>
  `${a.do}${a.do === 'notify' && a.cpu !== undefined ? ` on CPU ${a.cpu}` : ''}${a.after === undefined ? '' : ` after row ${a.after}`}`;

function jsonOf(report: ExploreReport): object {
  const { scenario, events, counts, runs, ask, found } = report;
  return {
    subject: subjectText(scenario),
    modelRevision: MODEL_REVISION,
    anyTime: events,
    ...(counts === null ? { randomRuns: runs } : { counts }),
    ask,
    found: found.map((f) => ({ ...pick(f), link: report.link(f) })),
  };
}

const pick = ({ rule, text, row, switches }: Counterexample): object => ({ rule, text, row, switches });
