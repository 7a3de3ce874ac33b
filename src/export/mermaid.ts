import { ACTORS, sideOf } from '../trace/actors.ts';
import type { Actor } from '../trace/event.ts';
import type { RowText } from '../words/row-text.ts';
import { footText, headTexts } from './head.ts';
import { messageTexts } from './message-lines.ts';
import { inWord, visible } from './plain-text.ts';
import { laneIndex, lanesUsed, type Taken, taken } from './selection.ts';
import type { SequenceSyntax } from './sequence-syntax.ts';
import type { Choice, Subject } from './subject.ts';

/** Mermaid draws no more characters than this unless its page says otherwise (maxTextSize of its configuration). */
export const MOST_CHARACTERS = 50_000;

/** The rows as a sequence diagram of Mermaid: an arrow a message, a note for what happens on one lane. */
export function* mermaidLines(s: Subject, c: Choice): Iterable<string> {
  const rows = [...taken(s, c)];
  const lanes = lanesUsed(rows, c.hidden);
  const foot = footText(s);
  const [title = '', ...facts] = headTexts(s, c, rows.length);
  if (foot !== null) facts.push(s.link === null ? foot : `${foot} ${s.link}`);
  yield* MERMAID.begin(title, facts, lanes);
  for (const row of rows) yield MERMAID.message(row, lanes, c);
}

function* begin(title: string, facts: readonly string[], lanes: readonly Actor[]): Iterable<string> {
  yield 'sequenceDiagram';
  yield `  title ${escaped(title)}`;
  for (const fact of facts) yield comment(fact);
  for (const side of ['normal', 'secure'] as const) {
    const own = lanes.filter((a) => sideOf(a) === side);
    if (own.length === 0) continue;
    yield `  box ${side === 'normal' ? 'rgba(120,140,170,0.12) Normal world' : 'rgba(190,150,80,0.14) Secure world'}`;
    for (const actor of own) yield `    participant ${id(actor)} as ${escaped(ACTORS[actor].head)}`;
    yield '  end';
  }
}

/** A comment is read by people alone, but `{` in it would begin a directive. */
const comment = (text: string): string => `  %% ${visible(text).replaceAll('{', '(').replaceAll('}', ')')}`;

/** A name that is no word of Mermaid's own. */
const id = (actor: Actor): string => `L_${actor.replace('-', '_')}`;

/** How a sequence diagram is written for Mermaid (pair-sequence.ts writes two runs with it). */
export const MERMAID: SequenceSyntax = {
  begin,
  message: (row, lanes, c) => `  ${message(row, lanes, c)}`,
  note: (lanes, text) =>
    `  Note over ${[...new Set([lanes[0], lanes.at(-1)])].map((a) => id(a as Actor)).join(',')}: ${escaped(text)}`,
  alternatives: (a, b) => [`  alt ${escaped(a)}`, `  else ${escaped(b)}`, '  end'],
  end: [],
};

function message(row: Taken, lanes: readonly Actor[], c: Choice): string {
  const { text } = row;
  const from = lanes[laneIndex(lanes, text.from)] as Actor;
  const to = lanes[laneIndex(lanes, text.to)] as Actor;
  const said = messageTexts(row, c).map(escaped).join('<br/>');
  return from === to ? `Note over ${id(to)}: ${said}` : `${id(from)}${arrow(text)}${id(to)}: ${said}`;
}

/** A filled head for a frame, an open one for a function, dotted for what goes back; an interrupt that is lost ends in a cross. */
function arrow({ shape, reply, spec }: RowText): string {
  if (shape === 'irq') return spec.endsWith(', lost') ? '--x' : '--)';
  if (shape === 'frame') return reply ? '-->>' : '->>';
  return reply ? '--)' : '-)';
}

/** Everything that could be a sign of Mermaid, Markdown or HTML as the number of its character, and the word `end`. */
const escaped = (text: string): string =>
  visible(text)
    .replace(SIGNS, (c, at: number, all: string) => (inWord(all, at) ? c : `#${c.codePointAt(0)};`))
    .replace(/\bend\b/gi, (word) => `#${word.charCodeAt(0)};${word.slice(1)}`)
    .replace(/ {2,}/g, (spaces) => ` ${'#160;'.repeat(spaces.length - 1)}`);

/** All but letters, digits and harmless signs. */
const SIGNS = /[^\p{L}\p{N} .,()=/?']/gu;
