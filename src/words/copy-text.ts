import type { TraceEvent } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';
import { headText, timeText, whereText } from './event-text.ts';
import { exchangeAt } from './exchange.ts';
import { unsaidErrno } from './linux-view.ts';
import { replyNames } from './number-names.ts';
import { registerRows } from './registers.ts';
import { commonFacts, rowFacts } from './row-facts.ts';
import { rowSentence } from './row-sentence.ts';
import { wordText } from './word-text.ts';

/** A row as aligned plain text, for a mail or a review: the head, the registers with their fields, what they mean. */
export function rowText(trace: Trace, e: TraceEvent, fault: string | null): string {
  const lines = [headText(e), `${whereText(e)}, t = ${timeText(e.at)}`];
  const stack = e.stack.join(' > ');
  if (stack !== '') lines.push(stack);
  lines.push('');
  if (e.kind === 'call' || e.kind === 'return') {
    const x = exchangeAt(trace, e);
    const rows = registerRows(x).map((r) => {
      const cell = (v: bigint | undefined, absent: string): string =>
        v === undefined ? absent : wordText(v, r.width, 'hex');
      const note = r.note.kind === 'text' ? r.note.text : r.note.kind === 'mbz' ? 'MBZ' : `MBZ, is ${r.note.text}`;
      return [r.name, cell(r.call, 'not recorded'), cell(r.reply, x.reply === null ? '-' : 'not recorded'), note];
    });
    lines.push(...aligned([['', 'call', 'reply', 'field'], ...rows]), '');
    const side = x.reply ?? x.call;
    if (side !== null) lines.push(side.decoded.sentence, ...side.decoded.problems);
    const errno = x.reply === null ? null : unsaidErrno(x.reply.w, x.reply.decoded.sentence);
    if (errno !== null) lines.push(`${errno}.`);
    if (x.reply !== null) lines.push(...replyNames(x.reply.decoded));
  } else {
    lines.push(rowSentence(e), ...aligned(rowFacts(trace, e).map((f) => [f.term, rowFactText(f.text, f.row)])));
  }
  const common = commonFacts(e, fault);
  lines.push(...aligned(common.map((f) => [f.term, rowFactText(f.text, f.row)])));
  return `${lines.join('\n').trimEnd()}\n`;
}

const rowFactText = (text: string, row: number | undefined): string =>
  row === undefined ? text : `${text} row ${row}`.trim();

function aligned(table: readonly (readonly string[])[]): string[] {
  const widths = (table[0] ?? []).map((_, i) => Math.max(...table.map((r) => (r[i] ?? '').length)));
  return table.map((r) =>
    r
      .map((c, i) => c.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
