import type { CSSProperties, ReactNode } from 'react';
import type { LanePlan } from '../../layout/lanes.ts';
import { TERM_OF_ACTOR, termById } from '../../reference/glossary.ts';
import css from './lane-words.module.css';
import { CONTEXT, NUMBER } from './sizes.ts';

/** At most so wide, so that a lane's word never lies over its neighbour's. */
const WIDEST = 88;

/** What a lane is, and what the letters of the contexts mean: over the names that are drawn, which cannot take the focus. */
export function LaneWords({ plan }: { readonly plan: LanePlan }): ReactNode {
  const xs = plan.lanes.map((l) => l.x);
  const closest = Math.min(...xs.slice(1).map((x, i) => x - (xs[i] ?? 0)), WIDEST);
  const word = (id: string, middle: number, width: number): ReactNode => {
    const style: CSSProperties = { left: middle - width / 2, width };
    return (
      <button
        key={id}
        type="button"
        className={css.word}
        style={style}
        data-term={id}
        aria-label={`What is this: ${termById(id)?.term ?? id}`}
      />
    );
  };
  return (
    <>
      {word('context', plan.left - NUMBER + CONTEXT / 2 + 2, CONTEXT)}
      {plan.lanes.filter((l) => l.stands.length === 1).map((l) => word(TERM_OF_ACTOR[l.actor], l.x, closest))}
    </>
  );
}
