import { type ReactNode, useMemo } from 'react';
import { markSlots } from '../../layout/slots.ts';
import type { Trace } from '../../trace/trace.ts';
import css from './overview.module.css';
import { useBreakMarks } from './use-break-marks.ts';

/** The breakpoints along the overview: dots at its left side. */
export function OverviewBreaks({ trace, height }: { readonly trace: Trace; readonly height: number }): ReactNode {
  const marks = useBreakMarks(trace);
  // Dots that would lie on each other are one.
  const slots = useMemo(() => (marks === null ? [] : markSlots(marks, 1, Math.max(height / 5, 1))), [marks, height]);
  const row = height / trace.length;
  return (
    <svg className={css.breaks} aria-hidden="true" height={height}>
      {slots.map((share) => (
        <circle key={share} cx={4} cy={share * (height - row) + row / 2} r={3} />
      ))}
    </svg>
  );
}
