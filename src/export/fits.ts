import { fail, ok, type Result } from '../base/result.ts';
import { count } from '../words/format.ts';
import type { Format } from './formats.ts';
import type { Choice, Subject } from './subject.ts';

/**
 * The lines of the file, where its readers take that many. What is longer is a problem that says how many parts would do,
 * and which rows they are.
 */
export function fittingLines(format: Format, s: Subject, c: Choice): Result<Iterable<string>> {
  if (format.most === undefined) return ok(format.lines(s, c));
  const { sizeOf, limit, because } = format.most;
  const lines = [...format.lines(s, c)];
  const size = sizeOf(lines);
  if (size <= limit) return ok(lines);
  const parts = partsOf(format, s, c);
  const shown = parts.slice(0, 4).map(([from, end]) => `${from}-${end - 1}`);
  const all = `${shown.join(', ')}${parts.length > shown.length ? ` … (${parts.length} parts)` : ''}`;
  return fail(
    `${because}, and these rows make ${count(size)}.`,
    `rows ${c.from} to ${Math.min(c.end, s.trace.length) - 1}`,
    `Take them in parts (rows ${all}), or fewer of them: frames only, no sentences, fewer lanes.`,
  );
}

/** The rows of the choice in parts that fit, each `from` up to and without `end`; a row that does not fit alone is one. */
export function partsOf(format: Format, s: Subject, c: Choice): readonly (readonly [from: number, end: number])[] {
  const last = Math.min(c.end, s.trace.length);
  const { most } = format;
  const fits = (from: number, end: number): boolean =>
    most === undefined || most.sizeOf([...format.lines(s, { ...c, from, end })]) <= most.limit;
  const parts: (readonly [number, number])[] = [];
  let step = Math.max(last - c.from, 1);
  for (let from = c.from; from < last; ) {
    while (step > 1 && !fits(from, Math.min(from + step, last))) step = Math.ceil(step / 2);
    parts.push([from, Math.min(from + step, last)]);
    from += step;
  }
  return parts;
}
