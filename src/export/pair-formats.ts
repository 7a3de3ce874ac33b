import { fail, ok, type Result } from '../base/result.ts';
import { count } from '../words/format.ts';
import { type Format, formatNamed } from './formats.ts';
import { MERMAID } from './mermaid.ts';
import { pairSequence } from './pair-sequence.ts';
import type { PairSubject } from './pair-subject.ts';
import { PLANTUML } from './plantuml.ts';
import type { Choice } from './subject.ts';
import { pairSvgLines } from './svg/pair-lines.ts';

type PairWriter = (p: PairSubject, c: Choice) => Iterable<string>;

/** The formats that can hold two runs, by the names of the formats of one. The others are of one run each. */
const WRITERS: { readonly [name: string]: PairWriter } = {
  svg: pairSvgLines,
  png: pairSvgLines,
  mermaid: (p, c) => pairSequence(p, c, MERMAID),
  plantuml: (p, c) => pairSequence(p, c, PLANTUML),
};

export const PAIR_FORMATS: readonly string[] = Object.keys(WRITERS);
export const holdsPair = (format: Format): boolean => format.name in WRITERS;

/** The file with both, line by line; a problem where its readers take less, or where the format is of one run alone. */
export function pairLinesOf(name: string, p: PairSubject, c: Choice): Result<readonly string[]> {
  const { most } = formatNamed(name);
  const write = WRITERS[name];
  if (write === undefined)
    return fail(`${name} is of one run alone.`, 'the format', `Two are in ${PAIR_FORMATS.join(', ')}.`);
  const lines = [...write(p, c)];
  const size = most?.sizeOf(lines) ?? 0;
  return most === undefined || size <= most.limit
    ? ok(lines)
    : fail(
        `${most.because}, and these two runs make ${count(size)}.`,
        'the two runs',
        'Take less of them (frames only, no sentences, fewer lanes), or each in parts by itself.',
      );
}
