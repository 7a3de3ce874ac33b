import { differs, type PairLine, rowIn } from '../layout/pair-lines.ts';
import { footText } from './head.ts';
import { type PairSubject, pairTexts, sideTitle, stretchText, takenBySide } from './pair-subject.ts';
import { lanesUsed, type Taken } from './selection.ts';
import type { SequenceSyntax } from './sequence-syntax.ts';
import type { Choice } from './subject.ts';

/** Two runs as one sequence diagram: what both do once, and where they go their own ways the two as alternatives. */
export function* pairSequence(p: PairSubject, c: Choice, to: SequenceSyntax): Iterable<string> {
  const of = takenBySide(p, c);
  const lanes = lanesUsed([...of.left.values(), ...of.right.values()], c.hidden);
  const [title = '', ...facts] = pairTexts(p);
  const foot = footText(p.left);
  yield* to.begin(title, [...facts, ...(foot === null ? [] : [foot]), ...(p.link === null ? [] : [p.link])], lanes);
  const rowsOf = (lines: readonly PairLine[], side: 'left' | 'right'): readonly Taken[] =>
    lines.flatMap((l) => of[side].get(rowIn(l, side) ?? -1) ?? []);
  for (let i = 0; i < p.lines.length; ) {
    const line = p.lines[i] as PairLine;
    if (line.kind === 'fold') yield to.note(lanes, stretchText(line));
    else if (!differs(line)) for (const row of rowsOf([line], 'right')) yield to.message(row, lanes, c);
    if (line.kind === 'fold' || !differs(line)) {
      i++;
      continue;
    }
    const begin = i;
    while (i < p.lines.length && differs(p.lines[i] as PairLine)) i++;
    const lines = p.lines.slice(begin, i);
    const [left, right] = [rowsOf(lines, 'left'), rowsOf(lines, 'right')];
    if (left.length + right.length === 0) continue;
    const [before, between, after] = to.alternatives(sideTitle(p, 'left'), sideTitle(p, 'right'));
    yield before;
    // An alternative without a message is drawn by neither program as what it is: it says so.
    if (left.length === 0) yield to.note(lanes, 'nothing');
    for (const row of left) yield to.message(row, lanes, c);
    yield between;
    if (right.length === 0) yield to.note(lanes, 'nothing');
    for (const row of right) yield to.message(row, lanes, c);
    yield after;
  }
  yield* to.end;
}
