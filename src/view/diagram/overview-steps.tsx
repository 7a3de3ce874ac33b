import type { ReactNode } from 'react';
import { stepsIn } from '../../store/session/lesson-glosses.ts';
import { useScope } from '../../store/store.ts';
import type { Trace } from '../../trace/trace.ts';
import css from './overview.module.css';

/** The steps of the open lesson along the overview: notches at its left side, none left out. */
export function OverviewSteps({ trace, height }: { readonly trace: Trace; readonly height: number }): ReactNode {
  const steps = useScope((s) => stepsIn(s, trace));
  if (steps.size === 0) return null;
  return (
    <svg className={css.steps} aria-hidden="true" height={height}>
      {[...steps.keys()].map((row) => (
        <rect key={row} x={0} y={((row + 0.5) / trace.length) * height - 1.2} width={7} height={2.4} />
      ))}
    </svg>
  );
}
