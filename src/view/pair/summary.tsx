import { type ReactNode, useMemo, useState } from 'react';
import { type PairLine, rowIn } from '../../layout/pair-lines.ts';
import type { Pair } from '../../store/session/pair.ts';
import { linesOf } from '../../store/session/pair-lines.ts';
import type { Side } from '../../study/align-keys.ts';
import { compareTraces } from '../../study/comparison.ts';
import { type DifferingCell, differingCells, rangesText } from '../../study/difference.ts';
import { worldAt } from '../../trace/world-at.ts';
import { count } from '../../words/format.ts';
import { valueText } from '../../words/value-text.ts';
import css from './difference-view.module.css';

/** Cells that are listed before somebody asks for all of them. */
const SOME = 8;

/** What the two runs come to: the state in which they end, the rows that only one has, what the kernel printed. */
export function PairSummary({ pair }: { readonly pair: Pair }): ReactNode {
  const { left, right } = pair;
  const [leftTrace, rightTrace] = [left.trace, right.trace];
  const cells = useMemo(
    () => differingCells(worldAt(left, leftTrace.length - 1), worldAt(right, rightTrace.length - 1)),
    [left, right, leftTrace, rightTrace],
  );
  const lines = useMemo(() => {
    const all = linesOf(leftTrace, rightTrace);
    return {
      equal: compareTraces(leftTrace, rightTrace).equal,
      differ: all.flatMap((l) => (l.kind === 'both' && l.differs ? [l.left] : [])),
      onlyLeft: all.flatMap((l) => alone(l, 'left')),
      onlyRight: all.flatMap((l) => alone(l, 'right')),
    };
  }, [leftTrace, rightTrace]);
  const [leftLog, rightLog] = [left.run?.outcome.log ?? [], right.run?.outcome.log ?? []];
  return (
    <section className={css.summary} aria-label="What differs">
      <h2>What differs in the end</h2>
      {cells.length === 0 ? <p>Both runs end in the same state.</p> : <Cells cells={cells} />}
      <dl className={css.rows}>
        <dt>equal rows</dt>
        <dd>{count(lines.equal)}</dd>
        <dt>rows that answer otherwise</dt>
        <dd>{rangesText(lines.differ)}</dd>
        <dt>only in the old run</dt>
        <dd>{rangesText(lines.onlyLeft)}</dd>
        <dt>only in the new run</dt>
        <dd>{rangesText(lines.onlyRight)}</dd>
      </dl>
      <Log title="Kernel log, only in the old run" lines={leftLog.filter((l) => !rightLog.includes(l))} />
      <Log title="Kernel log, only in the new run" lines={rightLog.filter((l) => !leftLog.includes(l))} />
    </section>
  );
}

/** The rows of a line that this side has for itself. */
function alone(l: PairLine, side: Side): readonly number[] {
  const row = rowIn(l, side);
  if (row === null || l.kind === 'both') return [];
  if (l.kind !== 'fold') return [row];
  return l.count[side === 'left' ? 'right' : 'left'] > 0
    ? []
    : Array.from({ length: l.count[side] }, (_, n) => row + n);
}

function Cells({ cells }: { readonly cells: readonly DifferingCell[] }): ReactNode {
  const [all, setAll] = useState(false);
  const shown = all ? cells : cells.slice(0, SOME);
  const text = (key: string, value: DifferingCell['left']): string =>
    value === undefined ? 'gone' : valueText(key, value);
  return (
    <>
      <table className={css.cells}>
        <thead>
          <tr>
            <th scope="col">State after the last row</th>
            <th scope="col">Old</th>
            <th scope="col">New</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((c) => (
            <tr key={c.key}>
              <th scope="row" title={c.key}>
                {c.key}
              </th>
              <td title={text(c.key, c.left)}>{text(c.key, c.left)}</td>
              <td title={text(c.key, c.right)}>{text(c.key, c.right)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {cells.length <= SOME ? null : (
        <button type="button" className={css.more} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${count(cells.length)}`}
        </button>
      )}
    </>
  );
}

function Log({ title, lines }: { readonly title: string; readonly lines: readonly string[] }): ReactNode {
  if (lines.length === 0) return null;
  return (
    <div className={css.log}>
      <h3>{title}</h3>
      <ul>
        {[...new Set(lines)].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
