import { useEffect, useState } from 'react';
import type { Run } from '../../scenario/types.ts';
import type { Injection } from '../../study/inject/injections.ts';
import type { Target } from '../../study/inject/target.ts';

/** Found once for each line of a menu, by the run that it is aimed at. */
const told = new WeakMap<Run, Map<string, string | null>>();

/** The cell is lit this long before the model is run for it, in milliseconds: an arrow key that is held runs nothing. */
const REST = 150;

/**
 * What follows in this run from the line that is lit, found by running the model with it; null until it is known, and for a
 * line that only opens a form.
 */
export function useReaction(run: Run, target: Target, lit: Injection | null): string | null {
  const [text, setText] = useState<string | null>(null);
  const key = lit === null ? '' : `${target.row} ${lit.key}`;
  const fault = lit !== null && 'fault' in lit.act ? lit.act.fault : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says which fault it is
  useEffect(() => {
    const known = told.get(run) ?? new Map<string, string | null>();
    told.set(run, known);
    setText(known.get(key) ?? null);
    if (fault === null || known.has(key)) return;
    const timer = setTimeout(async () => {
      const { reactionOf } = await import('../../study/inject/reaction.ts');
      const found = reactionOf(run.scenario, fault, target.row);
      known.set(key, found);
      setText(found);
    }, REST);
    return () => clearTimeout(timer);
  }, [run, key]);
  return text;
}
