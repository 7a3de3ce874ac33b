import { type Eventually, when } from '../../base/eventually.ts';
import type { GetState, SetState } from '../state.ts';
import type { KeptRuns } from './kept-runs.ts';
import type { InTurn } from './one-after-the-other.ts';
import type { Future, SessionState } from './session.ts';

interface Parts {
  readonly set: SetState;
  readonly get: GetState;
  readonly runs: KeptRuns;
  readonly inTurn: InTurn;
  /** Where two futures part, whether or not their runs are still here; null where they do not. */
  readonly between: (a: Future, b: Future) => Eventually<number | null>;
}

/** What is done to a future in the list: it gets another title, or it goes and its children become its parent's. */
export function futureActions({ set, get, runs, inTurn, between }: Parts): Pick<SessionState, 'rename' | 'remove'> {
  return {
    rename(id, title) {
      const { current, futures } = get();
      const renamed = futures.map((f) => (f.id === id ? runs.changed(f, { title }) : f));
      set({ futures: renamed, current: renamed.find((f) => f.id === current?.id) ?? current });
    },
    remove(id) {
      const { futures } = get();
      const gone = futures.find((f) => f.id === id);
      const parent = futures.find((f) => f.id === gone?.parent?.id);
      if (gone === undefined || parent === undefined) return;
      const children = futures.filter((f) => f.parent?.id === id);
      return inTurn(() =>
        when(get().current?.id === id ? get().show(parent.id) : undefined, () =>
          when(all(children.map((f) => between(parent, f))), (differences) => {
            const left = get()
              .futures.filter((f) => f.id !== id)
              .map((f): Future => {
                const child = children.findIndex((c) => c.id === f.id);
                if (child < 0) return f;
                return runs.changed(f, { parent: { id: parent.id, firstDifference: differences[child] ?? null } });
              });
            const { current, beside } = get();
            set({
              futures: left,
              current: left.find((f) => f.id === current?.id) ?? null,
              beside: beside === id || current?.id === id ? null : beside,
            });
          }),
        ),
      );
    },
  };
}

/** All of them, at once where none is still to come. */
function all<T>(values: readonly Eventually<T>[]): Eventually<readonly T[]> {
  return values.some((v) => v instanceof Promise) ? Promise.all(values) : (values as readonly T[]);
}
