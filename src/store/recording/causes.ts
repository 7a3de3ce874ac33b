import { problemText } from '../../base/result.ts';
import { type Cause, findRow } from '../../diagnose/causes/cause.ts';
import { parseScenario } from '../../scenario/schema.ts';
import type { ScopeState } from '../store.ts';

export type { Cause } from '../../diagnose/causes/cause.ts';
export { type Explanation, explain } from '../../diagnose/causes/explain.ts';

/** Opens the run that shows a cause at the row where it goes wrong; answers why not, or null. */
export async function openCause(state: () => ScopeState, cause: Cause): Promise<string | null> {
  if (cause.scenario === null) return 'The model has no run that shows this.';
  const scenario = parseScenario(cause.scenario);
  if (!scenario.ok) return problemText(scenario.error);
  await state().open(scenario.value);
  const { current, problem } = state();
  if (problem !== null) return problemText(problem);
  const row = current === null || cause.row === null ? null : findRow(current.run.trace, cause.row);
  if (row !== null) state().seek(row);
  return null;
}
