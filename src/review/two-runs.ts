import { platformText } from '../scenario/platform.ts';
import type { Run } from '../scenario/types.ts';
import { type Comparison, compareTraces } from '../study/comparison.ts';
import { type Judgement, judge } from '../study/verdict.ts';
import { count, rows } from '../words/format.ts';
import { endingText } from './ending.ts';
import { wrapped } from './mail-text.ts';
import { reasonTexts } from './reasons.ts';
import { partingWords } from './row-words.ts';

/** Two runs side by side, of one scenario or of two. */
export interface TwoRuns {
  readonly a: Run;
  readonly b: Run;
  readonly comparison: Comparison;
  readonly judgement: Judgement;
  /** The link to both; empty where none is to be said. */
  readonly link: string;
}

/** Puts two runs side by side. */
export const twoRuns = (a: Run, b: Run, link = ''): TwoRuns => ({
  a,
  b,
  comparison: compareTraces(a.trace, b.trace),
  judgement: judge(a, b),
  link,
});

/** The formats of two runs side by side. */
export const DIFF_FORMATS: { readonly [name: string]: (two: TwoRuns) => Iterable<string> } = {
  text: textLines,
  json: (two) => [JSON.stringify(jsonOf(two))],
  md: markdownLines,
};

const titleOf = ({ scenario, trace }: Run): string =>
  `${scenario.title === '' ? 'untitled' : scenario.title}; ${platformText(scenario)}; ${rows(trace.length)}`;

const countText = ({ equal, onlyLeft, onlyRight }: Comparison): string =>
  `${rows(equal)} equal, ${count(onlyLeft)} only in A, ${count(onlyRight)} only in B`;

/** What each does where they part. */
function partingTexts({ a, b }: TwoRuns, row: number): readonly string[] {
  return partingWords(a.trace, b.trace, row).map((words) => words ?? `it has ended, with row ${row - 1}`);
}

/** What is otherwise in the end; what is wrong in both is told by the endings themselves. */
const changes = ({ judgement }: TwoRuns): readonly string[] =>
  judgement.verdict === 'the same' ? [] : reasonTexts({ ...judgement, tied: false });

function* textLines(two: TwoRuns): Iterable<string> {
  const { a, b, comparison, link } = two;
  yield* labelled('A', titleOf(a));
  yield* labelled('B', titleOf(b));
  yield '';
  if (comparison.first === null) {
    yield* wrapped(`No difference in ${rows(comparison.equal)}.`);
    yield* labelled('Both', endingText(a.outcome));
    return;
  }
  yield* wrapped(`${countText(comparison)}.`);
  yield '';
  yield `First difference, row ${comparison.first}`;
  const [inA = '', inB = ''] = partingTexts(two, comparison.first);
  yield* labelled('A', inA);
  yield* labelled('B', inB);
  yield '';
  yield 'How they end';
  yield* labelled('A', endingText(a.outcome));
  yield* labelled('B', endingText(b.outcome));
  for (const text of changes(two)) yield* wrapped(text, '    ');
  if (link !== '') {
    yield '';
    yield* wrapped(link);
  }
}

/** `  A  …`, the lines after the first under its text. */
function labelled(label: string, text: string): string[] {
  const indent = ' '.repeat(label.length + 4);
  return wrapped(text, indent).map((line, i) => (i === 0 ? `  ${label}  ${line.slice(indent.length)}` : line));
}

const cell = (text: string): string => text.replace(/[\\|<>*_`[\]]/g, '\\$&').replace(/\s+/g, ' ');

function* markdownLines(two: TwoRuns): Iterable<string> {
  const { a, b, comparison, link } = two;
  const { first } = comparison;
  yield '| | A | B |';
  yield '| --- | --- | --- |';
  yield `| scenario | ${cell(titleOf(a))} | ${cell(titleOf(b))} |`;
  if (first !== null) yield `| row ${first}, first difference | ${partingTexts(two, first).map(cell).join(' | ')} |`;
  yield `| in the end | ${cell(endingText(a.outcome))} | ${cell(endingText(b.outcome))} |`;
  yield '';
  yield first === null ? `No difference in ${rows(comparison.equal)}.` : `${countText(comparison)}.`;
  for (const text of changes(two)) yield `- ${cell(text)}`;
  if (link !== '') {
    yield '';
    yield `[Both in one diagram](${link})`;
  }
}

function jsonOf({ a, b, comparison, judgement, link }: TwoRuns): object {
  const { first } = comparison;
  const [inA, inB] = first === null ? [null, null] : partingWords(a.trace, b.trace, first);
  const side = ({ scenario, trace, outcome }: Run): object => ({
    title: scenario.title,
    driver: scenario.driver,
    secure: scenario.secure,
    rows: trace.length,
    result: outcome.result,
    bottom_half_value: outcome.bottom_half_value,
    leaks: outcome.leaks,
    violations: outcome.violations,
    hang: outcome.hang,
    log: outcome.log,
  });
  return {
    a: side(a),
    b: side(b),
    rows: { equal: comparison.equal, onlyA: comparison.onlyLeft, onlyB: comparison.onlyRight },
    first: first === null ? null : { row: first, a: inA, b: inB },
    verdict: judgement.verdict,
    changes: changes({ a, b, comparison, judgement, link }),
    link,
  };
}
