import { MODEL_REVISION } from '../scenario/model-revision.ts';
import { platformName, platformText } from '../scenario/platform.ts';
import { VERDICTS } from '../study/verdict.ts';
import { COLUMNS, wrapped } from './mail-text.ts';
import { inOrder, type Parting, type Platforms, type Reviewed, tally } from './review.ts';

/** A review that is done, or as far as it is. */
export interface Report {
  readonly platforms: Platforms;
  readonly lines: readonly Reviewed[];
  /** The link of a line, to both runs at its row; empty where it was not run or none is to be said. */
  readonly link: (line: Reviewed) => string;
}

/** The formats of a review; every line of the text is at most 72 columns, a link among them broken. */
export const REVIEW_FORMATS: { readonly [name: string]: (report: Report) => Iterable<string> } = {
  text: textLines,
  json: (report) => [JSON.stringify(jsonOf(report))],
  md: markdownLines,
};

/** `2 broken, 1 fixed, 3 different, 22 the same`: what there is none of is told too, but for `not run`. */
export function sumText(lines: readonly Reviewed[]): string {
  return [...tally(lines)]
    .filter(([verdict, n]) => n > 0 || verdict !== 'not run')
    .map(([verdict, n]) => `${n} ${verdict}`)
    .join(', ');
}

const ended = (words: string | null): string => words ?? 'it has ended';
const partingText = ({ before, after }: Parting): string => `was: ${ended(before)} Now: ${ended(after)}`;
/** Do both part, and alike? */
export const sameParting = (a: Parting | null, b: Parting | null): boolean =>
  a !== null && b !== null && a.before === b.before && a.after === b.after;

/** The parting that more than half of the runs have: it is said once. */
export function commonParting(lines: readonly Reviewed[]): Parting | null {
  const of = (line: Reviewed): number => lines.filter((l) => sameParting(l.parting, line.parting)).length;
  return lines.find((line) => of(line) * 2 > lines.length)?.parting ?? null;
}

/** How many runs of these part as this one does. */
const partingAs = (lines: readonly Reviewed[], p: Parting): number =>
  lines.filter((l) => sameParting(l.parting, p)).length;

function headOf({ platforms, lines }: Report): readonly [title: string, sum: string] {
  const { before, after } = platforms;
  return [
    `FF-A Scope review: ${platformText(before)} → ${platformText(after)}`,
    `${lines.length} scenarios, model revision ${MODEL_REVISION}: ${sumText(lines)}`,
  ];
}

const numberWidth = (lines: readonly Reviewed[]): number =>
  Math.max(0, ...lines.map((l) => String(l.subject.number).length));

/** The summary as a mail takes it. */
function* textLines(report: Report): Iterable<string> {
  const { lines } = report;
  const common = commonParting(lines);
  for (const text of headOf(report)) yield* wrapped(text);
  if (common !== null) {
    yield '';
    yield* wrapped(`In ${partingAs(lines, common)} of ${lines.length} the rows part alike, ${partingText(common)}`);
  }
  yield '';
  const width = numberWidth(lines);
  for (const line of inOrder(lines)) {
    yield* entry(line, width);
    const calm = line.verdict === 'the same';
    for (const reason of line.reasons) yield* wrapped(reason, '    ');
    if (calm) continue;
    if (line.parting !== null && !sameParting(line.parting, common))
      yield* wrapped(`Row ${line.parting.row} ${partingText(line.parting)}`, '    ');
    const link = report.link(line);
    if (link !== '') yield* wrapped(link, '    ');
  }
}

const VERDICT_WIDTH = Math.max(...VERDICTS.map((v) => v.length));

/** `broken      23 kexec                                   row 148`, a long title on more lines under itself. */
function entry({ verdict, subject, row }: Reviewed, width: number): string[] {
  const place = row === null ? '' : `row ${row}`;
  const head = `${verdict.padEnd(VERDICT_WIDTH)}  ${String(subject.number).padStart(width)} `;
  const titles = wrapped(subject.title, ' '.repeat(head.length), COLUMNS - place.length - 2);
  const first = `${head}${titles[0]?.trimStart() ?? ''}`.padEnd(COLUMNS - place.length);
  return [`${first}${place}`.trimEnd(), ...titles.slice(1)];
}

const cell = (text: string): string => text.replace(/[\\|<>*_`[\]]/g, '\\$&').replace(/\s+/g, ' ');

function* markdownLines(report: Report): Iterable<string> {
  const { lines } = report;
  const [title, sum] = headOf(report);
  const common = commonParting(lines);
  yield `# ${cell(title)}`;
  yield '';
  yield cell(sum);
  if (common !== null) {
    yield '';
    yield cell(`In ${partingAs(lines, common)} of ${lines.length} the rows part alike, ${partingText(common)}`);
  }
  yield '';
  yield '| verdict | | scenario | what is otherwise | row |';
  yield '| --- | ---: | --- | --- | --- |';
  for (const line of inOrder(lines)) {
    const { verdict, subject, reasons, row, parting } = line;
    const own = parting === null || sameParting(parting, common) ? [] : [`Row ${parting.row} ${partingText(parting)}`];
    const link = report.link(line);
    const place = row === null ? '' : link === '' ? `row ${row}` : `[row ${row}](${link})`;
    yield `| ${verdict} | ${subject.number} | ${cell(subject.title)} | ${cell([...reasons, ...own].join(' '))} | ${place} |`;
  }
}

function jsonOf(report: Report): object {
  const { platforms, lines } = report;
  return {
    before: platformName(platforms.before),
    after: platformName(platforms.after),
    modelRevision: MODEL_REVISION,
    verdicts: Object.fromEntries(tally(lines)),
    runs: lines.map((line) => ({
      name: line.subject.name,
      number: line.subject.number,
      title: line.subject.title,
      verdict: line.verdict,
      reasons: line.reasons,
      first: line.parting,
      row: line.row,
      rows:
        line.comparison === null
          ? null
          : {
              equal: line.comparison.equal,
              onlyBefore: line.comparison.onlyLeft,
              onlyAfter: line.comparison.onlyRight,
            },
      link: report.link(line),
    })),
  };
}
