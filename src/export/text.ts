import { ACTORS } from '../trace/actors.ts';
import type { Actor } from '../trace/event.ts';
import { labelRegisters, rowLabel } from '../words/row-label.ts';
import { footText, headTexts } from './head.ts';
import { ascii, wrapped } from './plain-text.ts';
import { laneIndex, lanesUsed, type Taken, taken } from './selection.ts';
import type { Choice, Subject } from './subject.ts';

/** The width of a mail. */
export const COLUMNS = 72;

/** The widest short name of a lane. */
const NAME = 6;

/** Where the lanes stand: columns from the left. */
interface Plan {
  readonly lanes: readonly Actor[];
  readonly gap: number;
  /** The first column of the lanes, and of what is said beside them. */
  readonly left: number;
  readonly words: number;
}

/**
 * Rows for a mail: lanes in ASCII at the left, what each row says beside them, at most 72 columns. What is longer goes on
 * in the next line; a word that is longer than a line is broken, and nothing is cut.
 */
export function* textLines(s: Subject, c: Choice): Iterable<string> {
  const rows = [...taken(s, c)];
  for (const text of headTexts(s, c, rows.length)) yield* wrapped(ascii(text), COLUMNS);
  yield '';
  const plan = planOf(rows, c);
  yield* heads(plan);
  for (const row of rows) yield* rowLines(row, plan, c);
  yield '';
  if (rows.length > 0) yield* wrapped(LEGEND, COLUMNS);
  const foot = footText(s);
  if (foot !== null) yield foot;
  if (s.link !== null) {
    yield 'Link (if it is broken over lines, copy all of them):';
    for (let i = 0; i < s.link.length; i += COLUMNS) yield s.link.slice(i, i + COLUMNS);
  }
}

const LEGEND =
  '===> registers, ---> function, ~~~> interrupt, with gaps: a reply; * on one lane, ! error or broken rule';

function planOf(rows: readonly Taken[], c: Choice): Plan {
  const lanes = lanesUsed(rows, c.hidden);
  const gap = lanes.length > 7 ? 3 : 5;
  const left = Math.max(String(rows.at(-1)?.event.row ?? 0).length, 3) + 2 + NAME / 2;
  return { lanes, gap, left, words: left + (lanes.length - 1) * gap + 3 };
}

/** The names of the lanes, on as many lines as they need not to touch each other. */
function* heads({ lanes, gap, left }: Plan): Iterable<string> {
  const stagger = Math.ceil((NAME + 1) / gap);
  for (let line = 0; line < Math.min(stagger, lanes.length); line++) {
    let text = '';
    for (let i = line; i < lanes.length; i += stagger) {
      const name = ACTORS[lanes[i] as Actor].short;
      text = text.padEnd(left + i * gap - Math.floor(name.length / 2)) + name;
    }
    yield text;
  }
}

function* rowLines({ event, text }: Taken, plan: Plan, c: Choice): Iterable<string> {
  const bad = text.badge?.tone === 'error' || text.badge?.tone === 'violation' ? '!' : ' ';
  const number = `${bad}${event.row}`.padStart(plan.left - NAME / 2);
  const room = COLUMNS - plan.words;
  const registers = labelRegisters(event, text, c.registers);
  const said = [
    ...wrapped(ascii(rowLabel(text)), room),
    ...(registers === '' ? [] : wrapped(registers, room - 2).map((line) => `  ${line}`)),
    ...(c.captions ? wrapped(ascii(text.caption), room - 2).map((line) => `  ${line}`) : []),
  ];
  const from = laneIndex(plan.lanes, text.from);
  const to = laneIndex(plan.lanes, text.to);
  yield `${number.padEnd(plan.left)}${drawn(text, from, to, plan).padEnd(plan.words - plan.left)}${said[0] ?? ''}`.trimEnd();
  const rest = `${' '.repeat(plan.left)}${drawn(null, 0, 0, plan).padEnd(plan.words - plan.left)}`;
  for (const line of said.slice(1)) yield `${rest}${line}`.trimEnd();
}

/** The lanes of a line with the arrow of a row; null for a line between two rows. */
function drawn(text: Taken['text'] | null, from: number, to: number, { lanes, gap }: Plan): string {
  const cells = lanes
    .map(() => '|')
    .join(' '.repeat(gap - 1))
    .split('');
  if (text === null) return cells.join('');
  if (from === to) {
    cells[to * gap] = text.shape === 'violation' ? '!' : '*';
    return cells.join('');
  }
  const [low, high] = [Math.min(from, to) * gap, Math.max(from, to) * gap];
  const stroke = text.shape === 'irq' ? '~' : text.shape === 'frame' ? '=' : '-';
  // A gap never stands beside the head of the arrow.
  const gaps = to > from ? 0 : 1;
  for (let i = low + 1; i < high; i++) {
    if (cells[i] === '|') continue;
    cells[i] = text.reply && (i - low) % 2 === gaps ? ' ' : stroke;
  }
  if (to > from) cells[high - 1] = '>';
  else cells[low + 1] = '<';
  return cells.join('');
}
