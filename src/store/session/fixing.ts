import { type FixMatrix, type FixProgress, fixMatrix } from '../../explore/fix-matrix.ts';
import type { Wrong } from '../../explore/trial.ts';
import type { Scenario } from '../../scenario/types.ts';
import type { FromExplorer, ToExplorer } from './explore-protocol.ts';
import { type Asking, type Exploring, explore } from './exploring.ts';

/** How far the fixes have been tried. */
export interface Fixing extends FixProgress {
  /** What is wrong in spite of every fix; null before all has been tried. */
  readonly left: FixMatrix['left'] | null;
  readonly running: boolean;
  /** Why it did not come to its end; empty where it did, or is still on its way. */
  readonly problem: string;
}

type Answer = { readonly done: (wrong: Wrong) => void; readonly failed: (what: Error) => void };

/** Tries which fix ends what in so many workers, which stay for all of it; `tell` is told how far it is, as it goes on. */
export function fixing(
  scenario: Scenario,
  tell: (more: Partial<Fixing>) => void,
  workers: number,
  ask: (asked: ToExplorer, hear: (told: FromExplorer) => void) => Asking = explore,
): Exploring {
  const begun: Asking[] = [];
  const waiting: Answer[] = [];
  let ended = false;
  const stop = (): void => {
    ended = true;
    for (const worker of begun) worker.stop();
  };
  const run = (situation: (ToExplorer & { kind: 'trial' })['situation'], n: number): Promise<Wrong> =>
    new Promise((done, failed) => {
      waiting[n] = { done, failed };
      const asked = { kind: 'trial', situation } as const;
      if (begun[n] !== undefined) begun[n].ask(asked);
      else
        begun[n] = ask(asked, (told) => {
          if (told.kind === 'wrong') waiting[n]?.done(told.wrong);
          else if (told.kind === 'refused') waiting[n]?.failed(new Error(told.what));
        });
    });
  const hear = (progress: FixProgress): void => {
    if (!ended) tell(progress);
  };
  fixMatrix(scenario, { tell: hear, run, workers }).then(
    ({ defects, left }) => {
      if (ended) return;
      stop();
      tell({ defects, left, running: false });
    },
    (error: Error) => {
      if (ended) return;
      stop();
      tell({ running: false, problem: error.message });
    },
  );
  return { stop };
}
