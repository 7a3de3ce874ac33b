import { perObject } from '../../base/per-object.ts';
import { FoldedLines, type Lines, PlainLines } from '../../layout/lines.ts';
import { perTrace } from '../../trace/per-trace.ts';
import type { Trace } from '../../trace/trace.ts';
import { latePart } from '../parts.ts';
import { shownTrace } from '../shown.ts';
import type { ScopeState } from '../state.ts';
import type { Folds } from './view.ts';

const timed = latePart(() => import('../../layout/timed-lines.ts'));

// Loaded when a person first asks for the scale of time.
let timedLines: ((trace: Trace) => Lines) | null = null;
export async function loadTimeScale(): Promise<void> {
  const { TimedLines: Timed } = await timed();
  timedLines ??= perTrace((trace): Lines => new Timed(trace));
}

const plainLines = perTrace((trace): Lines => new PlainLines(trace.length));
const foldedLines = perObject(({ of, lines }: Folds): Lines => new FoldedLines(of.length, lines));

/** The lines of the diagram that is shown; null while nothing is. The same object while nothing about them changes. */
export function linesNow(
  s: Pick<ScopeState, 'tab' | 'arriving' | 'current' | 'recording' | 'counterpart' | 'folds' | 'timeScale'>,
): Lines | null {
  const trace = shownTrace(s);
  if (trace === null) return null;
  if (s.folds?.of === trace) return foldedLines(s.folds);
  return s.timeScale && timedLines !== null ? timedLines(trace) : plainLines(trace);
}

/** The row `by` lines below (above) that of this row; the nearest there is at the ends. */
export function rowByLines(lines: Lines, row: number, by: number): number {
  const step = by < 0 ? -1 : 1;
  let at = lines.lineOf(row) + by;
  for (; at >= 0 && at < lines.length; at += step) {
    const line = lines.at(at);
    if (line.kind === 'row') return line.row;
    if (line.kind === 'fold') return line.first;
  }
  return by < 0 ? 0 : Number.MAX_SAFE_INTEGER;
}
