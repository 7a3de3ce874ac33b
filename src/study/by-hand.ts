import { LIMITS } from '../scenario/limits.ts';
import type { Run } from '../scenario/types.ts';
import type { ChoicePoint } from '../sim/choice-point.ts';
import type { Action } from '../stack/config.ts';

// What a person does by hand while the run stands at a row. Each becomes a part of the scenario, and so of its link.

const joins = (a: Action | undefined): boolean => a !== undefined && (a.with !== undefined || a.after !== undefined);

/**
 * The actions of a run with one more that comes when row `row` has been written. It stands right after those that run
 * at that row, so that what comes after them still does. null: there is no row to come after, or there are as many
 * actions as a scenario may have.
 */
export function actionAfter(run: Run, row: number, action: Action): readonly Action[] | null {
  const { actions } = run.scenario;
  if (row < 0 || row >= run.trace.length || actions.length >= LIMITS.actions) return null;
  const { action: now } = run.trace.row(row);
  // A row that belongs to no action is the end of the run, which comes after the last one.
  let at = now < 0 ? actions.length - 1 : now;
  if (actions[at] === undefined) return null;
  while (joins(actions[at + 1])) at++;
  const { with: _with, ...rest } = action;
  return actions.toSpliced(at + 1, 0, { ...rest, after: row } as Action);
}

/** A choice with its place: entry `index` of the scenario's `choices` decides it. */
export interface NextChoice {
  readonly index: number;
  readonly point: ChoicePoint;
}

/** The first moment after row `row` at which more than one context could run; null when there is none. */
export function nextChoice(run: Run, row: number): NextChoice | null {
  // Ascending by row: the first one beyond it.
  const { choicePoints } = run;
  let lo = 0;
  let hi = choicePoints.length;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if ((choicePoints[mid] as ChoicePoint).row <= row) lo = mid + 1;
    else hi = mid;
  }
  const point = choicePoints[lo];
  return point === undefined || lo >= LIMITS.choices ? null : { index: lo, point };
}

/**
 * The choices with which this run goes as it went up to choice `index`, and lets `option` of that choice run. What was
 * chosen after it belonged to another course of events and is left out.
 */
export function choosing(run: Run, index: number, option: number): readonly number[] {
  const before = run.choicePoints.slice(0, index).map((c) => c.chosen);
  const choices = [...before, option];
  while (choices.at(-1) === 0) choices.pop();
  return choices;
}
