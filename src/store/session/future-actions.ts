import { type Eventually, when } from '../../base/eventually.ts';
import { runCursor } from '../shown.ts';
import type { GetState, SetState } from '../state.ts';
import type { Engine } from './engine.ts';
import type { KeptRuns } from './kept-runs.ts';
import type { InTurn } from './one-after-the-other.ts';
import type { Future } from './session.ts';

/** What of the session is needed here. */
export interface Parts {
  readonly set: SetState;
  readonly get: GetState;
  readonly runs: KeptRuns;
  readonly inTurn: InTurn;
  /** Where two futures part, whether or not their runs are still here; null where they do not. */
  readonly between: (a: Future, b: Future) => Eventually<number | null>;
}

/** Takes a future out of the list: its children become its parent's. The first stays. */
export function removeFuture(id: number, { set, get, runs, inTurn, between }: Parts): Eventually<void> {
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
}

/** The link of what is shown and its cursor: of a pair it holds both. A whole address where the page has one; empty for nothing. */
export async function linkNow(engine: Engine, { get, between }: Parts): Promise<string> {
  const { current, beside, futures, breaks } = get();
  if (current === null) return '';
  const view = { breaks, look: await get().look() };
  const other = beside === null ? undefined : futures.find((f) => f.id === beside);
  if (other === undefined)
    return engine.address + (await engine.encodeLink(current.scenario, runCursor(get()), null, view));
  const [left, right] = other.id < current.id ? [other, current] : [current, other];
  const row = right === current ? runCursor(get()) : ((await between(left, right)) ?? 0);
  return engine.address + (await engine.encodeLink(right.scenario, row, left.scenario, view));
}

/** All of them, at once where none is still to come. */
function all<T>(values: readonly Eventually<T>[]): Eventually<readonly T[]> {
  return values.some((v) => v instanceof Promise) ? Promise.all(values) : (values as readonly T[]);
}
