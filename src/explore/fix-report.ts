import { ascii, wrapped as broken } from '../export/plain-text.ts';
import { COLUMNS } from '../export/text.ts';
import { MODEL_REVISION } from '../scenario/model-revision.ts';
import { platformText } from '../scenario/platform.ts';
import type { Scenario } from '../scenario/types.ts';
import { FIX_IDS, type FixId } from '../stack/linux/fix-ids.ts';
import { FIX_WORDS } from '../words/fixes.ts';
import type { FixMatrix } from './fix-matrix.ts';
import { fixesDo, MARKS, markOf } from './fix-words.ts';

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
