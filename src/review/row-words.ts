import { hex } from '../base/bits.ts';
import type { TraceEvent } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';
import { changeText, rowText } from '../words/row-text.ts';

/** What a run does in a row, as a sentence without the number of the row; null where it has ended before. */
const wordsOf = (trace: Trace, row: number): string | null => {
  if (row >= trace.length) return null;
  const text = rowText(trace, trace.row(row)).name.replace(/^Row \d+, /, '');
  return /[.?!]$/.test(text) ? text : `${text}.`;
};

/** What the sentence leaves out: the registers of a frame, what a row changes, where it runs. */
function detailOf(e: TraceEvent): string {
  const frame = e.kind === 'call' || e.kind === 'return' ? e.w.map(hex).join(' ') : '';
  return [frame, ...e.changes.map(changeText), `CPU ${e.cpu}, ${e.ctx}`].filter((part) => part !== '').join('; ');
}

/** What each of two runs does in the row in which they part; where the sentences are equal, with what they leave out. */
export function partingWords(left: Trace, right: Trace, row: number): readonly [string | null, string | null] {
  const [a, b] = [wordsOf(left, row), wordsOf(right, row)];
  if (a === null || b === null || a !== b) return [a, b];
  return [`${a} (${detailOf(left.row(row))})`, `${b} (${detailOf(right.row(row))})`];
}
