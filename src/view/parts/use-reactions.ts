import { useEffect, useState } from 'react';
import { errnoText } from '../../abi/errno.ts';
import type { Run } from '../../scenario/types.ts';
import { busy } from '../../store/busy.ts';
import { useScope } from '../../store/store.ts';
import type { Injection } from '../../study/inject/injections.ts';
import type { Reaction } from '../../study/inject/reaction.ts';
import type { Target } from '../../study/inject/target.ts';

/** What Linux makes of each line of a menu, by its key. A line that only opens a form has none. */
export type Reactions = ReadonlyMap<string, Reaction | null>;

/** Found once for each row of a run: the model is run for every line. */
const ofRun = new WeakMap<Run, Map<number, Reactions>>();

/**
 * What Linux makes of each of these, found by running the model in its worker; null until it is known. `run` is null for a
 * recorded call, for which a run of the model stands.
 */
export function useReactions(
  run: Run | null,
  target: Target | null,
  injections: readonly Injection[],
): Reactions | null {
  const ask = useScope((s) => s.reactions);
  const row = target?.row ?? -1;
  const [found, setFound] = useState<{ readonly row: number; readonly run: Run | null; readonly of: Reactions } | null>(
    null,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lines follow from the run and the row
  useEffect(() => {
    if (target === null) return;
    const kept = run === null ? undefined : ofRun.get(run)?.get(row);
    if (kept !== undefined) {
      setFound({ row, run, of: kept });
      return;
    }
    const asked = injections.flatMap((i) =>
      i.follows === null && 'fault' in i.act ? [{ key: i.key, fault: i.act.fault }] : [],
    );
    const at =
      run !== null
        ? { scenario: run.scenario, row }
        : target.kind === 'message'
          ? { name: target.call.name, service: target.call.service, w: target.call.w }
          : null;
    if (at === null || asked.length === 0) return;
    let wanted = true;
    const over = busy();
    Promise.resolve(ask({ at, faults: asked.map((a) => a.fault) }))
      .then((reactions) => {
        const of: Reactions = new Map(asked.map((a, i) => [a.key, reactions[i] ?? null]));
        if (run !== null) ofRun.set(run, (ofRun.get(run) ?? new Map<number, Reactions>()).set(row, of));
        if (wanted) setFound({ row, run, of });
      })
      // A run that took its place stopped it: who asks again is answered then.
      .catch(() => undefined)
      .finally(over);
    return () => {
      wanted = false;
    };
  }, [run, row]);
  return found !== null && found.row === row && found.run === run ? found.of : null;
}

/** What follows from one line, in sentences: what it is for, or what the model made of it; `…` until that is known. */
export function followsText(i: Injection, reactions: Reactions | null): string {
  if (i.follows !== null) return i.follows;
  if (reactions === null) return '…';
  return reactions.get(i.key)?.text ?? 'Linux makes no such call in a run that could be tried: inject it to see.';
}

/** What the function of Linux that takes it returns: `−EACCES (−13)`, `0, success`; empty where that is not known. */
export function returnsText(i: Injection, reactions: Reactions | null): string {
  const rc = reactions?.get(i.key)?.rc ?? null;
  return rc === null ? '' : rc < 0 ? errnoText(rc) : rc === 0 ? '0, success' : String(rc);
}
