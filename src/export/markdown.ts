import { actorName } from '../words/event-text.ts';
import { labelRegisters, rowLabel } from '../words/row-label.ts';
import { footText, headTexts } from './head.ts';
import { visible } from './plain-text.ts';
import { type Taken, taken } from './selection.ts';
import type { Choice, Subject } from './subject.ts';

/** The rows as a story in Markdown: who says what to whom, what it means, and the registers of what failed. */
export function* markdownLines(s: Subject, c: Choice): Iterable<string> {
  const rows = [...taken(s, c)];
  const [title = '', ...facts] = headTexts(s, c, rows.length);
  yield `# ${prose(title)}`;
  yield '';
  yield prose(facts.join(' '));
  yield '';
  for (const row of rows) yield* item(row, c);
  const foot = footText(s);
  if (foot === null) return;
  yield '';
  yield s.link === null ? foot : `${foot} Link: ${code(s.link)}`;
}

function* item({ event, text }: Taken, c: Choice): Iterable<string> {
  const way =
    text.from === text.to
      ? actorName(text.to)
      : `${actorName(text.from)} ${text.reply ? '⇢' : '→'} ${actorName(text.to)}`;
  const label = rowLabel(text);
  const bad = text.badge?.tone === 'error' || text.badge?.tone === 'violation';
  const what = label === '' ? '' : ` ${bad ? `**${code(label)}**` : code(label)}`;
  const why = c.captions && text.caption !== '' ? ` ${prose(text.caption)}` : '';
  yield `- row ${event.row}, ${prose(way)}:${what}${why}`;
  const registers = labelRegisters(event, text, c.registers);
  if (registers !== '') yield `  - ${code(registers)}`;
}

/** Text in which nothing is a sign of Markdown or HTML, nor the name of a picture between colons. */
const prose = (text: string): string =>
  visible(text)
    .replace(/[<>&]/g, (c) => `&#${c.charCodeAt(0)};`)
    .replace(/[\\`*[\]|~$]|#(?!\d+;)|_(?![A-Za-z0-9])|(?<![A-Za-z0-9])_|:(?=[\w+-]+:)/g, (c) => `\\${c}`)
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/ {2,}/g, (spaces) => '&nbsp;'.repeat(spaces.length - 1).concat(' '));

/** A code span around any text: its fence is longer than every run of backticks in it. */
function code(text: string): string {
  const shown = visible(text);
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$|^ .* $/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}
