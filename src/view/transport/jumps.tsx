import type { ReactNode } from 'react';
import { useScope } from '../../store/store.ts';
import type { JumpKind } from '../../study/marks.ts';
import { ByHandButton } from '../by-hand/by-hand-button.tsx';
import css from '../parts/bar.module.css';
import { Button } from '../parts/button.tsx';
import { Key } from '../parts/key.tsx';

const JUMPS: readonly (readonly [JumpKind, string])[] = [
  ['departure', 'D'],
  ['fault', 'F'],
  ['error', 'E'],
  ['notification', 'N'],
  ['change', 'C'],
  ['action', 'A'],
];

/** To the next row of a kind, with Shift to the one before; and a fault at this row. */
export function Jumps(): ReactNode {
  const jump = useScope((s) => s.jump);
  const openInject = useScope((s) => s.openInject);
  const empty = useScope((s) => s.cursor < 0);
  const notFound = useScope((s) => s.notFound);
  const recorded = useScope((s) => s.tab === 'recording');
  // A recording departs from the profile and has no faults of ours; a run is the other way round.
  const jumps = JUMPS.filter(
    ([kind]) => kind !== (recorded ? 'fault' : 'departure') && !(recorded && kind === 'action'),
  );
  return (
    <div className={css.jumps}>
      <span className={css.next}>Next</span>
      {jumps.map(([kind, key]) => (
        <Button
          key={kind}
          look="ghost"
          disabled={empty}
          aria-label={`Next ${kind}`}
          title={`Next ${kind} (${key}), with Shift the one before`}
          onClick={(e) => jump(kind, e.shiftKey ? -1 : 1)}
        >
          <Key>{key}</Key>
          <span className={css.word}>{kind}</span>
        </Button>
      ))}
      {recorded ? null : (
        <Button
          look="ghost"
          disabled={empty}
          data-tour="inject"
          aria-label="Inject here"
          title="Inject a fault at this row (I)"
          onClick={() => openInject(useScope.getState().cursor)}
        >
          <Key>I</Key>
          <span className={css.word}>inject</span>
        </Button>
      )}
      {recorded ? null : <ByHandButton />}
      <span role="status" className={css.none}>
        {notFound}
      </span>
    </div>
  );
}
