import { fail, ok, type Result } from '../base/result.ts';
import { nearest } from '../base/search.ts';
import { FORMATS, type Format } from '../export/formats.ts';
import {
  type Choice,
  DETAILS,
  type Detail,
  type ExportTheme,
  REGISTERS,
  type Registers,
  THEMES,
  WHOLE,
} from '../export/subject.ts';
import { ACTOR_ORDER, ACTORS } from '../trace/actors.ts';
import type { Actor } from '../trace/event.ts';
import type { Flag, Parsed } from './flag.ts';

/** What the command line can write: the page alone draws the rest. */
const WRITTEN = FORMATS.filter((f) => f.drawnFrom === undefined);

/** The formats of a run, and those of a recording. */
export const RUN_FORMATS: readonly string[] = WRITTEN.map((f) => f.name);
export const RECORDING_FORMATS: readonly string[] = WRITTEN.filter((f) => f.runOnly === undefined).map((f) => f.name);

/** The flags that say what of the rows is written, and how. */
export const CHOICE_FLAGS: { readonly [name: string]: Flag } = {
  rows: { value: 'FROM-TO', help: 'only these rows, both ends included: 22-42, 22-, 22', seldom: true },
  detail: { value: 'LEVEL', oneOf: DETAILS, help: 'how much of them, everything if absent', seldom: true },
  hide: { value: 'LANES', help: 'lanes that are not drawn, with commas: spmd,user', seldom: true },
  fold: { value: 'RANGES', help: 'rows that a picture shows in one line each: 29-38,43-52', seldom: true },
  registers: {
    value: 'WHOSE',
    oneOf: REGISTERS,
    help: 'whose registers are written out, errors if absent',
    seldom: true,
  },
  theme: { value: 'THEME', oneOf: THEMES, help: 'of a picture, light if absent', seldom: true },
  state: { help: 'jsonl with the cells that rows wrote, so that states come back', seldom: true },
};

/** What the help of a command says of each format. */
export const formatHelp = (names: readonly string[]): readonly string[] => [
  'Formats:',
  ...FORMATS.filter((f) => names.includes(f.name)).map((f) => `  ${f.name.padEnd(9)} ${f.what}`),
  'A PNG comes from the page (Export), which can draw; --format svg is the same picture.',
];

/** The format that is asked for; the first one when none is. */
export const formatOf = (args: Parsed): Format => {
  const name = args.values.get('format');
  return (FORMATS.find((f) => f.name === name) ?? FORMATS[0]) as Format;
};

/** The choice that the flags make. A problem names the flag. */
export function choiceOf(args: Parsed): Result<Choice> {
  const rows = rowsOf(args.values.get('rows'));
  if (!rows.ok) return rows;
  const folds = foldsOf(args.values.get('fold'));
  if (!folds.ok) return folds;
  const hidden = lanesOf(args.values.get('hide'));
  if (!hidden.ok) return hidden;
  return ok({
    ...WHOLE,
    ...rows.value,
    hidden: hidden.value,
    folds: folds.value,
    detail: (args.values.get('detail') ?? WHOLE.detail) as Detail,
    registers: (args.values.get('registers') ?? WHOLE.registers) as Registers,
    theme: (args.values.get('theme') ?? WHOLE.theme) as ExportTheme,
    state: args.given.has('state'),
  });
}

function rowsOf(text: string | undefined): Result<Pick<Choice, 'from' | 'end'>> {
  if (text === undefined) return ok({ from: WHOLE.from, end: WHOLE.end });
  const [, from, dash, to] = /^([0-9]{1,9})(?:(-)([0-9]{0,9}))?$/.exec(text) ?? [];
  const first = Number(from ?? Number.NaN);
  const last = dash === undefined ? first : to === '' ? Number.POSITIVE_INFINITY : Number(to);
  if (!(first <= last))
    return fail(`${JSON.stringify(text)} is no range of rows.`, '--rows', 'Write the first and the last, as 22-42.');
  return ok({ from: first, end: last + 1 });
}

function foldsOf(text: string | undefined): Result<Choice['folds']> {
  const folds: Choice['folds'][number][] = [];
  for (const range of (text ?? '').split(',').filter((r) => r !== '')) {
    const [, from = '', to = ''] = /^([0-9]{1,9})-([0-9]{1,9})$/.exec(range) ?? [];
    const [first, end] = [Number(from), Number(to) + 1];
    if (from === '' || end <= first || first < (folds.at(-1)?.end ?? 0))
      return fail(`${JSON.stringify(range)} is no fold here.`, '--fold', 'Write ranges that ascend, as 29-38,43-52.');
    folds.push({ first, end, text: '' });
  }
  return ok(folds);
}

function lanesOf(text: string | undefined): Result<readonly Actor[]> {
  const lanes: Actor[] = [];
  const words = ACTOR_ORDER.map((a) => ACTORS[a].word);
  for (const word of (text ?? '').split(',').filter((w) => w !== '')) {
    const actor = ACTOR_ORDER.find((a) => a === word || ACTORS[a].word === word);
    if (actor === undefined) {
      const near = nearest(word, words);
      return fail(
        `there is no lane ${JSON.stringify(word)}.`,
        '--hide',
        near === null ? `Lanes are ${words.join(', ')}.` : `Write ${near}.`,
      );
    }
    lanes.push(actor);
  }
  return ok(lanes);
}
