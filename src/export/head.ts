import { rows } from '../words/format.ts';
import { type Choice, isWhole, type Subject } from './subject.ts';

/** What stands above: the title, what it is, and which rows of it these are. */
export function headTexts(s: Subject, c: Choice, drawn: number): readonly string[] {
  return [s.title === '' ? 'Untitled' : s.title, ...s.facts, rangeText(s, c, drawn)];
}

const DETAIL: Readonly<Record<Choice['detail'], string>> = {
  registers: 'frames only',
  calls: 'calls and the functions that lead to them',
  everything: 'every row',
};

/** `Rows 22 to 42 of 157, frames only: 8 rows.` */
function rangeText(s: Subject, c: Choice, drawn: number): string {
  const { length } = s.trace;
  if (isWhole(s, c)) return `${rows(length)}.`;
  const end = Math.min(c.end, length);
  const range = c.from <= 0 && end >= length ? `All ${rows(length)}` : `Rows ${c.from} to ${end - 1} of ${length}`;
  const lanes = c.hidden.length === 0 ? '' : ', some lanes hidden';
  return `${range}, ${DETAIL[c.detail]}${lanes}: ${rows(drawn)}.`;
}

/** What stands below: the model's revision, before the link; null for a recording. */
export const footText = (s: Subject): string | null =>
  s.revision === null ? null : `FF-A Scope, model revision ${s.revision}.`;
