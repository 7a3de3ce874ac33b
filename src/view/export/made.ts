import { fail, ok, problemText, type Result } from '../../base/result.ts';
import { fittingLines } from '../../export/fits.ts';
import type { Format } from '../../export/formats.ts';
import { pairLinesOf } from '../../export/pair-formats.ts';
import type { PairSubject } from '../../export/pair-subject.ts';
import type { Choice, Subject } from '../../export/subject.ts';
import { count } from '../../words/format.ts';

/** More rows than this are better taken by the command line, which writes them as they are made. */
const MOST_ROWS = 50_000;

/** The whole text of the file, and how many lines it has; or a sentence that says why there is none. */
export type Made = { readonly text: string; readonly lines: readonly string[] } | { readonly why: string };

export function made(format: Format, subject: Subject, choice: Choice): Made {
  const lines = checked(format, subject, choice);
  if (!lines.ok) return { why: problemText(lines.error) };
  const all = [...lines.value];
  return { text: all.map((l) => `${l}\n`).join(''), lines: all };
}

/** The same of two that stand side by side. */
export function madeOfBoth(format: Format, pair: PairSubject, choice: Choice): Made {
  const lines = pairLinesOf(format.name, pair, choice);
  return lines.ok
    ? { text: lines.value.map((l) => `${l}\n`).join(''), lines: lines.value }
    : { why: problemText(lines.error) };
}

function checked(format: Format, s: Subject, c: Choice): Result<Iterable<string>> {
  const rows = Math.min(c.end, s.trace.length) - c.from;
  if (rows <= 0) return fail('There are no such rows.', '', `Rows go from 0 to ${s.trace.length - 1}.`);
  if (rows > MOST_ROWS)
    return fail(
      `These are ${count(rows)} rows, and the page takes ${count(MOST_ROWS)} at once.`,
      '',
      'Take fewer, or use the command line below.',
    );
  const lines = fittingLines(format, s, c);
  return lines.ok ? ok(lines.value) : lines;
}

/** The same as a command; what is at its default is not said. */
export function commandOf(
  format: Format,
  s: Subject,
  c: Choice,
  lanes: (hidden: Choice['hidden']) => string,
  both: boolean,
): string {
  const rows = both
    ? ''
    : c.from > 0 || c.end < s.trace.length
      ? ` --rows ${c.from}-${Math.min(c.end, s.trace.length) - 1}`
      : '';
  const has = (what: Format['reads'][number]): boolean => format.reads.includes(what);
  return [
    `ffa-scope ${both ? 'diff A B' : s.run === null ? 'open FILE' : 'run LINK'} --format ${format.drawnFrom ?? format.name}${rows}`,
    has('detail') && c.detail !== 'everything' ? `--detail ${c.detail}` : '',
    c.hidden.length > 0 ? `--hide ${lanes(c.hidden)}` : '',
    !both && has('folds') && c.folds.length > 0
      ? `--fold ${c.folds.map((f) => `${f.first}-${f.end - 1}`).join(',')}`
      : '',
    has('registers') && c.registers !== 'errors' ? `--registers ${c.registers}` : '',
    has('theme') && c.theme !== 'light' ? `--theme ${c.theme}` : '',
    has('state') && c.state ? '--state' : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}
