import type { CSSProperties, ReactNode } from 'react';
import type { LanePlan } from '../../layout/lanes.ts';
import { useScope } from '../../store/store.ts';
import type { WorldSide } from '../../trace/actors.ts';
import { LaneWords } from './lane-words.tsx';
import css from './world-buttons.module.css';

/** The bands of the two worlds as buttons: each folds its lanes into one column, and unfolds them. */
export function WorldButtons({ plan }: { readonly plan: LanePlan }): ReactNode {
  const toggleWorld = useScope((s) => s.toggleWorld);
  const button = (side: WorldSide, left: number, right: number): ReactNode => {
    const folded = plan.folded.includes(side);
    const style: CSSProperties = { left, width: right - left };
    return (
      <button
        type="button"
        className={css.button}
        style={style}
        aria-label={`Lanes of the ${side} world`}
        aria-expanded={!folded}
        title={folded ? `Unfold the ${side} world` : `Fold the ${side} world into one lane`}
        onClick={() => toggleWorld(side)}
      >
        <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
          <path d={folded ? 'M3 1l5 4-5 4z' : 'M1 3h8l-4 5z'} />
        </svg>
      </button>
    );
  };
  return (
    <>
      {button('normal', plan.left, plan.edge)}
      {button('secure', plan.edge, plan.right)}
      <LaneWords plan={plan} />
    </>
  );
}
