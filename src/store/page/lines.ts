import { FoldedLines, type Lines, PlainLines } from '../../layout/lines.ts';
import type { TimedLines } from '../../layout/timed-lines.ts';
import type { Trace } from '../../trace/trace.ts';
import { shownTrace } from '../shown.ts';
import type { ScopeState } from '../state.ts';
import type { Folds } from './view.ts';

// Loaded when a person first asks for the scale of time.
let Timed: typeof TimedLines | null = null;
export async function loadTimeScale(): Promise<void> {
  Timed ??= (await import('../../layout/timed-lines.ts')).TimedLines;
}

interface Kept {
  readonly trace: Trace;
  readonly folds: Folds | null;
  readonly timed: boolean;
  readonly lines: Lines;
}
let kept: Kept | null = null;

/** The lines of the diagram that is shown; null while nothing is. The same object while nothing about them changes. */
export function linesNow(
  s: Pick<ScopeState, 'tab' | 'current' | 'recording' | 'counterpart' | 'folds' | 'timeScale'>,
): Lines | null {
  const trace = shownTrace(s);
  if (trace === null) return null;
  const folds = s.folds?.of === trace ? s.folds : null;
  if (kept?.trace !== trace || kept.folds !== folds || kept.timed !== s.timeScale) {
    const lines =
      folds !== null
        ? new FoldedLines(trace.length, folds.lines)
        : s.timeScale && Timed !== null
          ? new Timed(trace)
          : new PlainLines(trace.length);
    kept = { trace, folds, timed: s.timeScale, lines };
  }
  return kept.lines;
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
