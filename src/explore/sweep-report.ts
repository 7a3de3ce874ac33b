import { ascii, wrapped as broken } from '../export/plain-text.ts';
import { COLUMNS } from '../export/text.ts';
import { faultJson } from '../scenario/json.ts';
import { MODEL_REVISION } from '../scenario/model-revision.ts';
import { platformText } from '../scenario/platform.ts';
import type { Scenario } from '../scenario/types.ts';
import { type Defect, defectsOf } from './defects.ts';
import { ENDINGS, type EndingId } from './ending.ts';
import type { Site } from './sites.ts';
import type { SweepBase, Tried } from './sweep.ts';
import type { TriedPair } from './sweep-pairs.ts';

/** A sweep that is done. */
export interface SweepReport {
  readonly base: SweepBase;
  readonly tried: readonly Tried[];
  /** Null where none were asked for. */
  readonly pairs: readonly TriedPair[] | null;
  /** The link of a run with this fault, or with both, at its row. */
  readonly link: (run: Tried | TriedPair) => string;
}

/** The formats of a sweep; no line of the text is longer than a mail allows, but for a link. */
export const SWEEP_FORMATS: { readonly [name: string]: (report: SweepReport) => Iterable<string> } = {
  text: textLines,
  json: (report) => [JSON.stringify(jsonOf(report))],
  md: markdownLines,
};

/** `266 as before, 51 goes on without`: what there is none of is left out. */
export function endingsText(tried: readonly { readonly ending: { readonly id: EndingId } }[]): string {
  return ENDINGS.map(({ id }) => [id, tried.filter((t) => t.ending.id === id).length] as const)
    .filter(([, n]) => n > 0)
    .map(([id, n]) => `${n} ${id}`)
    .join(', ');
}

/** `probe, notify, remove on v7.3 / OP-TEE SPMC` */
export const subjectText = (s: Scenario): string => `${s.actions.map((a) => a.do).join(', ')} on ${platformText(s)}`;

/** `FFA_MEM_SHARE #2` where there are more of its name. */
const siteText = ({ name, nth }: Site): string => (nth === 1 ? name : `${name} #${nth}`);

/** The pairs whose second fault breaks something that the second alone does not: those that only together are enough. */
export function onlyTogether({ tried, pairs }: Pick<SweepReport, 'tried' | 'pairs'>): readonly TriedPair[] {
  const alone = new Set(tried.flatMap((t) => t.ending.news.map((f) => f.key)));
  return (pairs ?? []).filter((p) => p.second.ending.news.some((f) => !alone.has(f.key)));
}

const wrap = (text: string, indent = ''): string[] =>
  broken(ascii(text), COLUMNS - indent.length).map((line) => indent + line);

const headOf = ({ base, tried, pairs }: SweepReport): readonly string[] => [
  `FF-A Scope sweep: ${subjectText(base.scenario)}`,
  `${tried.length} single faults at ${base.places.length} places, model revision ${MODEL_REVISION}: ${endingsText(tried)}`,
  ...(pairs === null ? [] : [`${pairs.length} pairs: ${endingsText(pairs.map((p) => p.second))}`]),
];

function* textLines(report: SweepReport): Iterable<string> {
  for (const line of headOf(report)) yield* wrap(line);
  const defects = defectsOf(report.tried);
  if (defects.length === 0) yield* wrap('Nothing breaks that does not break without a fault.');
  let section = '';
  for (const defect of defects) {
    const title = defect.allowed ? 'What breaks' : 'What breaks only by answers that no secure world may give';
    if (title !== section) yield* ['', title];
    section = title;
    yield* wrap(defect.finding.text, '  ');
    yield* wrap(broughtAboutBy(defect), '    ');
    yield `    ${report.link(example(defect))}`;
  }
  const together = onlyTogether(report);
  if (together.length > 0) yield* ['', 'What breaks only by two faults together'];
  for (const [text, pair] of byText(together)) {
    yield* wrap(text, '  ');
    yield* wrap(pairText(pair), '    ');
    yield `    ${report.link(pair)}`;
  }
}

const example = ({ by }: Defect): Tried => by[0] as Tried;

/** Each thing that is found, with the first pair that brings it about. */
export function byText(pairs: readonly TriedPair[]): ReadonlyMap<string, TriedPair> {
  const out = new Map<string, TriedPair>();
  for (const pair of pairs) if (!out.has(pair.second.ending.text)) out.set(pair.second.ending.text, pair);
  return out;
}

const pairText = ({ first, second }: TriedPair): string => `${triedText(first)}; and ${triedText(second)}`;

/** `tee_device_register #2: −ENOMEM (−12)` */
export const triedText = ({ site, answer }: Tried): string => `${siteText(site)}: ${answer.label}`;

/** `17 faults, as: tee_device_register: −ENOMEM (−12)` */
export function broughtAboutBy(defect: Defect): string {
  const n = defect.by.length;
  return `${n === 1 ? '' : `${n} faults, as: `}${triedText(example(defect))}`;
}

const cell = (text: string): string => text.replace(/[\\|<>*_`[\]]/g, '\\$&').replace(/\s+/g, ' ');

function* markdownLines(report: SweepReport): Iterable<string> {
  const [title, ...sums] = headOf(report);
  yield `# ${cell(title ?? '')}`;
  for (const sum of sums) yield* ['', cell(sum)];
  yield* ['', '| what breaks | by | run |', '| --- | --- | --- |'];
  for (const defect of defectsOf(report.tried)) {
    const { row } = example(defect);
    const link = report.link(example(defect));
    yield `| ${cell(defect.finding.text)} | ${cell(broughtAboutBy(defect))} | [row ${row}](${link}) |`;
  }
  for (const [text, pair] of byText(onlyTogether(report)))
    yield `| ${cell(text)} | ${cell(pairText(pair))} | [row ${pair.second.row}](${report.link(pair)}) |`;
  yield* [
    '',
    `| place | Linux | ${ENDINGS.map((e) => e.id).join(' | ')} |`,
    `| --- | --- |${' ---: |'.repeat(ENDINGS.length)}`,
  ];
  for (const { site } of report.base.places) {
    const here = report.tried.filter((t) => t.site === site);
    const counts = ENDINGS.map((e) => here.filter((t) => t.ending.id === e.id).length || '');
    yield `| ${cell(siteText(site))} | ${cell(report.base.scenario.actions[site.action]?.do ?? '')} | ${counts.join(' | ')} |`;
  }
}

function jsonOf(report: SweepReport): object {
  const { base, tried, pairs } = report;
  return {
    subject: subjectText(base.scenario),
    modelRevision: MODEL_REVISION,
    runs: tried.map((t) => runJson(t)),
    defects: defectsOf(tried).map((d) => ({
      text: d.finding.text,
      kind: d.finding.kind,
      allowed: d.allowed,
      faults: d.by.length,
      row: example(d).row,
      link: report.link(example(d)),
    })),
    ...(pairs === null
      ? {}
      : {
          pairs: pairs.length,
          onlyTogether: onlyTogether(report).map((p) => ({
            first: faultJson(p.first.answer.fault),
            ...runJson(p.second),
            link: report.link(p),
          })),
        }),
  };
}

const runJson = ({ site, answer, ending, row }: Tried): object => ({
  fault: faultJson(answer.fault),
  column: answer.column,
  answer: answer.label,
  kind: answer.kind,
  place: site.row,
  ending: ending.id,
  rules: ending.rules,
  text: ending.text,
  row,
});
