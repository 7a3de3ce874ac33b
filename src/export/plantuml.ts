import { ACTORS, sideOf } from '../trace/actors.ts';
import type { Actor } from '../trace/event.ts';
import type { RowText } from '../words/row-text.ts';
import { footText, headTexts } from './head.ts';
import { messageTexts } from './message-lines.ts';
import { inWord, visible, wrapped } from './plain-text.ts';
import { laneIndex, lanesUsed, type Taken, taken } from './selection.ts';
import type { SequenceSyntax } from './sequence-syntax.ts';
import type { Choice, Subject } from './subject.ts';

/** @plantuml/core 1.2026.8 refuses a drawing that is higher (maxSvgSize); some are left for what is estimated. */
export const MOST_PIXELS = 7_600;

/** Letters in a line of a message. */
const LETTERS = 70;

/** About how high these lines are drawn, in pixels; notes have a border. */
export function heightOf(lines: readonly string[]): number {
  let pixels = 150;
  for (const line of lines) {
    const [, place = '', said = ''] = /^(note over \w+|\w+ \S+ \w+) : (.*)$/.exec(line) ?? [];
    if (place === '') continue;
    pixels += 15 * said.split('\\n').length;
    pixels += place.startsWith('note') ? 20 : 14;
  }
  return pixels;
}

/** The rows as a sequence diagram of PlantUML: an arrow a message, a note for what happens on one lane. */
export function* plantumlLines(s: Subject, c: Choice): Iterable<string> {
  const rows = [...taken(s, c)];
  const lanes = lanesUsed(rows, c.hidden);
  const foot = footText(s);
  const [title = '', ...facts] = headTexts(s, c, rows.length);
  if (foot !== null) facts.push(s.link === null ? foot : `${foot} ${s.link}`);
  yield* begin(title, facts, lanes);
  for (const row of rows) yield message(row, lanes, c);
  yield* PLANTUML.end;
}

function* begin(title: string, facts: readonly string[], lanes: readonly Actor[]): Iterable<string> {
  yield '@startuml';
  for (const fact of facts) yield comment(fact);
  yield 'hide footbox';
  yield `title ${escaped(title)}`;
  for (const side of ['normal', 'secure'] as const) {
    const own = lanes.filter((a) => sideOf(a) === side);
    if (own.length === 0) continue;
    yield `box "${side === 'normal' ? 'Normal' : 'Secure'} world" ${side === 'normal' ? '#E8EDF4' : '#F3E9D5'}`;
    for (const actor of own) yield `participant "${escaped(ACTORS[actor].head)}" as ${id(actor)}`;
    yield 'end box';
  }
}

/** A line that is read by people alone; `'/` would end a block of comments. */
const comment = (text: string): string => `' ${visible(text)}`;

const id = (actor: Actor): string => `L_${actor.replace('-', '_')}`;

/** How a sequence diagram is written for PlantUML (pair-sequence.ts writes two runs with it). */
export const PLANTUML: SequenceSyntax = {
  begin,
  message,
  note: (lanes, text) =>
    `note over ${[...new Set([lanes[0], lanes.at(-1)])].map((a) => id(a as Actor)).join(', ')} : ${escaped(text)}`,
  alternatives: (a, b) => [`alt ${escaped(a)}`, `else ${escaped(b)}`, 'end'],
  end: ['@enduml'],
};

function message(row: Taken, lanes: readonly Actor[], c: Choice): string {
  const { text } = row;
  const from = lanes[laneIndex(lanes, text.from)] as Actor;
  const to = lanes[laneIndex(lanes, text.to)] as Actor;
  // Its own breaking of lines (maxMessageSize) would decode what is escaped a second time.
  const lines = messageTexts(row, c).flatMap((text) => wrapped(text, LETTERS));
  const said = lines.map(escaped).join('\\n');
  return from === to ? `note over ${id(to)} : ${said}` : `${id(from)} ${arrow(text)} ${id(to)} : ${said}`;
}

/** A filled head for a frame, an open one for a function, dotted for what goes back; an interrupt that is lost ends in a cross. */
function arrow({ shape, reply, spec }: RowText): string {
  if (shape === 'irq') return spec.endsWith(', lost') ? '-->x' : '-->>';
  if (shape === 'frame') return reply ? '-->' : '->';
  return reply ? '-->>' : '->>';
}

/** Everything that could be a sign of PlantUML's text or preprocessor as the number of its character. */
const escaped = (text: string): string =>
  visible(text)
    .replace(SIGNS, (c, at: number, all: string) => (inWord(all, at) ? c : character(c)))
    .replace(/ {2,}/g, (spaces) => ` ${'<U+00A0>'.repeat(spaces.length - 1)}`);

/** All but letters, digits and harmless signs; dots and equals signs are harmless alone. */
const SIGNS = /[^\p{L}\p{N} .,()=]|[.=](?=[.=])|(?<=[.=])[.=]|(?<=^| )=|^\(/gu;

const character = (c: string): string => `<U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;
