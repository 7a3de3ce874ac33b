import type { PairLine, rowIn } from '../layout/pair-lines.ts';
import { count, rows } from '../words/format.ts';
import type { Taken } from './selection.ts';
import { taken } from './selection.ts';
import type { Choice, Subject } from './subject.ts';

/** Two runs side by side that are taken away as one. */
export interface PairSubject {
  readonly left: Subject;
  readonly right: Subject;
  /** How their rows stand beside each other, as the page shows them: what is equal is folded. */
  readonly lines: readonly PairLine[];
  /** The link to both; null where there is none. */
  readonly link: string | null;
}

export type Side = Parameters<typeof rowIn>[1];
/** What each of the two is called in a drawing of both. */
export const SIDES: readonly Side[] = ['left', 'right'];
export const sideTitle = (p: PairSubject, side: Side): string =>
  `${side === 'left' ? 'A' : 'B'}: ${p[side].title === '' ? 'untitled' : p[side].title}`;

/** What stands above: the two, and what they are. */
export const pairTexts = (p: PairSubject): readonly string[] => [
  `${sideTitle(p, 'left')}; ${sideTitle(p, 'right')}`,
  ...SIDES.flatMap((side) => p[side].facts.map((fact) => `${side === 'left' ? 'A' : 'B'}: ${fact}`)),
];

/** The rows of a side that the choice takes, by their numbers. */
export const takenBySide = (p: PairSubject, c: Choice): Readonly<Record<Side, ReadonlyMap<number, Taken>>> => ({
  left: new Map([...taken(p.left, c)].map((row) => [row.event.row, row])),
  right: new Map([...taken(p.right, c)].map((row) => [row.event.row, row])),
});

/** What a folded stretch is, in words. */
export function stretchText(l: Extract<PairLine, { kind: 'fold' }>): string {
  const { left, right } = l.count;
  if (left > 0 && right > 0)
    return `${rows(left)} without a difference (${l.left} to ${l.left + left - 1} of A, ${l.right} to ${l.right + right - 1} of B)`;
  return left > 0
    ? `${count(left)} more rows that only A has (${l.left} to ${l.left + left - 1})`
    : `${count(right)} more rows that only B has (${l.right} to ${l.right + right - 1})`;
}
