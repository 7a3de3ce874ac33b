import { ascii, wrapped as broken } from '../export/plain-text.ts';
import { COLUMNS } from '../export/text.ts';
import { MODEL_REVISION } from '../scenario/model-revision.ts';
import { platformText } from '../scenario/platform.ts';
import type { Scenario } from '../scenario/types.ts';
import { FIX_IDS, type FixId } from '../stack/linux/fix-ids.ts';
import { FIX_WORDS } from '../words/fixes.ts';
import type { FixedDefect, FixMatrix } from './fix-matrix.ts';

/** A matrix of defects and fixes that is done. */
export interface FixReport extends FixMatrix {
  /** The scenario whose neighbours were tried. */
  readonly scenario: Scenario;
}

/** The formats of a matrix of fixes. */
export const FIX_FORMATS: { readonly [name: string]: (report: FixReport) => Iterable<string> } = {
  text: textLines,
  json: (report) => [JSON.stringify(jsonOf(report))],
  md: markdownLines,
};

/** `ended by drain and unbind-first together; back without either`: what the fixes do to a thing, in one sentence. */
export function fixesDo({ isOld, endedBy, together, backWithout }: FixedDefect): string {
  if (!isOld) return `not there without any fix; with the others it needs ${list(backWithout, 'and')}`;
  if (endedBy.length > 0) return `ended by ${list(endedBy, 'or by')}${neededText(endedBy, backWithout)}`;
  if (together.length === 0) return `needs ${list(backWithout, 'and')}`;
  return `ended by ${list(together, 'and')}, together${neededText(together, backWithout)}`;
}

/** What else has to be there, since with every other fix it is back without it. */
function neededText(told: readonly FixId[], needed: readonly FixId[]): string {
  const others = needed.filter((id) => !told.includes(id));
  return others.length === 0 ? '' : `; with the other fixes it needs ${list(others, 'and')} too`;
}

function list(ids: readonly FixId[], word: 'and' | 'or by'): string {
  if (ids.length < 3) return ids.join(` ${word} `);
  return `${ids.slice(0, -1).join(', ')} ${word} ${ids.at(-1)}`;
}

/** The fixes that nothing here needs. */
export const idle = ({ defects }: FixMatrix): readonly FixId[] =>
  FIX_IDS.filter((id) => !defects.some((d) => d.backWithout.includes(id) || d.endedBy.includes(id)));

const wrap = (text: string, indent = ''): string[] =>
  broken(ascii(text), COLUMNS - indent.length).map((line) => indent + line);

function* textLines(report: FixReport): Iterable<string> {
  const { scenario, defects, left } = report;
  const subject = `${scenario.actions.map((a) => a.do).join(', ')} on ${platformText({ secure: scenario.secure })}`;
  yield* wrap(`FF-A Scope fixes: ${subject}, model revision ${MODEL_REVISION}`);
  yield* wrap(`What is wrong with Linux 7.3, and which of ${FIX_IDS.length} fixes end it`);
  let where = '';
  for (const d of defects) {
    if (d.situation.id !== where) yield* ['', ...wrap(`In: ${d.situation.says}`)];
    where = d.situation.id;
    yield* wrap(`${d.text}${d.forbidden ? ' (by an answer that no secure world may give)' : ''}`, '  ');
    yield* wrap(fixesDo(d), '    ');
  }
  const unused = idle(report);
  if (unused.length > 0) yield* ['', ...wrap(`Nothing here needs ${unused.join(', ')}.`)];
  if (left.length > 0) yield* ['', 'With every fix there is still'];
  for (const { text, situation } of left) yield* wrap(`${text} (${situation.says})`, '  ');
  yield* ['', 'The fixes'];
  for (const id of FIX_IDS) yield* wrap(`${id}: ${FIX_WORDS[id].says}`, '  ');
}

const cell = (text: string): string => text.replace(/[\\|<>*_`[\]]/g, '\\$&').replace(/\s+/g, ' ');

/** In a column of a fix: it ends the thing alone; it is needed; both. */
const MARKS = { ends: '●', needed: '○', both: '◉', neither: '' } as const;

/** What a fix is to a thing. */
export function markOf({ endedBy, backWithout }: FixedDefect, id: FixId): keyof typeof MARKS {
  const ends = endedBy.includes(id);
  if (backWithout.includes(id)) return ends ? 'both' : 'needed';
  return ends ? 'ends' : 'neither';
}

function* markdownLines(report: FixReport): Iterable<string> {
  const { defects, left } = report;
  yield '# FF-A Scope: what is wrong with Linux 7.3, and which fixes end it';
  yield* ['', `${MARKS.ends} ends it alone, ${MARKS.needed} without it the thing is back, ${MARKS.both} both.`, ''];
  yield `| in | what is wrong | ${FIX_IDS.join(' | ')} |`;
  yield `| --- | --- |${' :-: |'.repeat(FIX_IDS.length)}`;
  for (const d of defects)
    yield `| ${cell(d.situation.says)} | ${cell(d.text)} | ${FIX_IDS.map((id) => MARKS[markOf(d, id)]).join(' | ')} |`;
  for (const { text, situation } of left)
    yield `| ${cell(situation.says)} | ${cell(text)}, with every fix |${' |'.repeat(FIX_IDS.length)}`;
}

const jsonOf = ({ scenario, defects, left }: FixReport): object => ({
  actions: scenario.actions.map((a) => a.do),
  secure: scenario.secure,
  modelRevision: MODEL_REVISION,
  fixes: FIX_IDS,
  defects: defects.map(({ situation, ...d }) => ({ situation: situation.id, ...d })),
  left: left.map(({ text, situation }) => ({ situation: situation.id, text })),
});
