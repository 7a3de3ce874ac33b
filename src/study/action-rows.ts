import { perObject } from '../base/per-object.ts';
import type { Run } from '../scenario/types.ts';
import type { ActionName } from '../stack/config.ts';
import { startsOf } from '../trace/index.ts';

/** An action of the scenario and the first of its rows. */
export interface ActionStart {
  /** `probe`, `notify`; as the scenario calls it. */
  readonly name: ActionName;
  /** Its position in the scenario. */
  readonly index: number;
  readonly row: number;
}

/** Where each action of a run begins, in order of the rows; an action without rows is left out. */
export const actionStarts = perObject((run: Run): readonly ActionStart[] =>
  [...startsOf(run.trace)].flatMap(([index, row]) => {
    const action = run.scenario.actions[index];
    return action === undefined ? [] : [{ name: action.do, index, row }];
  }),
);
