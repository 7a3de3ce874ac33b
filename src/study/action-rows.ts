import type { Run } from '../scenario/types.ts';
import type { ActionName } from '../stack/config.ts';

/** An action of the scenario and the first of its rows. */
export interface ActionStart {
  /** `probe`, `notify`; as the scenario calls it. */
  readonly name: ActionName;
  /** Its position in the scenario. */
  readonly index: number;
  readonly row: number;
}

const known = new WeakMap<Run, readonly ActionStart[]>();

/** Where each action of a run begins, in order of the rows; an action without rows is left out. */
export function actionStarts(run: Run): readonly ActionStart[] {
  let starts = known.get(run);
  if (starts === undefined) {
    const found = new Map<number, ActionStart>();
    const { actions } = run.scenario;
    if (actions.length > 0)
      for (const e of run.trace.rows()) {
        const action = actions[e.action];
        if (action !== undefined && !found.has(e.action))
          found.set(e.action, { name: action.do, index: e.action, row: e.row });
      }
    starts = [...found.values()];
    known.set(run, starts);
  }
  return starts;
}
