import { DETAILS } from '../../export/subject.ts';
import { rows } from '../../words/format.ts';
import { lessonNow } from '../session/lesson-glosses.ts';
import { showSteps } from '../session/lesson-lines.ts';
import { shownTrace } from '../shown.ts';
import type { GetState, ScopeState, SetState } from '../state.ts';
import { detailFolds } from './detail-folds.ts';
import { linesNow } from './lines.ts';
import type { Level } from './view.ts';

/** The name of each level, from the least to the most. */
export const LEVEL_NAMES: Readonly<Record<Level, string>> = {
  steps: 'Steps of the lesson',
  registers: 'Registers only',
  calls: 'Calls: functions that lead to them, what they write, the log',
  everything: 'Everything',
};

/** The levels that what is shown has, from the least to the most: only a lesson has steps. */
export const levelsOf = (s: ScopeState): readonly Level[] => (lessonNow(s) === null ? DETAILS : WITH_STEPS);
const WITH_STEPS: readonly Level[] = ['steps', ...DETAILS];

/** The level that is shown; null where a person folded by hand. */
export function levelNow(s: ScopeState): Level | null {
  const { folds } = s;
  if (folds === null || folds.of !== shownTrace(s)) return 'everything';
  return folds.level ?? null;
}

/** Folds what this level leaves out; the cursor stays where it is. A row with a step of the lesson is never left out. */
export function showLevel(set: SetState, get: GetState, level: Level): void {
  const trace = shownTrace(get());
  if (trace === null) return;
  const { cursor, seek } = get();
  if (level === 'steps') {
    showSteps(set, get);
    if (cursor > 0) seek(cursor);
    return;
  }
  const now = lessonNow(get());
  const lines = detailFolds(trace, level, now?.trace === trace ? now.at : new Map());
  set({ folds: lines.length === 0 ? null : { of: trace, lines, level }, timeScale: false });
}

/** The level after (before) the one that is shown; the last one stays. */
export function levelBy(s: ScopeState, by: 1 | -1): Level {
  const all = levelsOf(s);
  const at = all.indexOf(levelNow(s) ?? 'everything');
  return all[Math.min(Math.max(at + by, 0), all.length - 1)] ?? 'everything';
}

/** `Registers only: 58 lines for 193 rows.` */
export function levelText(s: ScopeState, level: Level): string {
  const [lines, trace] = [linesNow(s), shownTrace(s)];
  const [name] = LEVEL_NAMES[level].split(':');
  return lines === null || trace === null ? `${name}.` : `${name}: ${lines.length} lines for ${rows(trace.length)}.`;
}
