import { type SymbolType, symbol, symbolDiamond2, symbolTimes, symbolTriangle } from 'd3-shape';
import { type ReactNode, useMemo } from 'react';
import { markSlots } from '../../layout/slots.ts';
import { stepsIn } from '../../store/session/lesson-glosses.ts';
import { useScope } from '../../store/store.ts';
import { MARK } from '../../study/marks.ts';
import type { Trace } from '../../trace/trace.ts';
import { useBreakMarks } from '../diagram/use-break-marks.ts';
import css from './scrubber.module.css';
import { useMarks } from './use-marks.ts';

/** Marks that would stand closer than this share of the width are one. */
const SLOTS = 90;

/** A flag on its pole, as the rows of injected faults have it. */
const symbolFlag: SymbolType = {
  draw(path) {
    path.moveTo(-2, 4.5);
    for (const [x, y] of [
      [-2, -4.5],
      [3, -4.5],
      [1.4, -2.3],
      [3, -0.1],
      [-2, -0.1],
    ] as const)
      path.lineTo(x, y);
  },
};

/** The path of a glyph that covers this many square pixels. */
const glyph = (type: SymbolType, area: number): string => symbol(type, area)() ?? '';

/** The middle of the scrubber's track, from the top of the marks: breakpoints stand on it. */
const TRACK = -5;

/** Above the track: steps of the lesson. */
const STEP = -18;

const MARKS = [
  { name: 'error', bits: MARK.error, path: glyph(symbolTimes, 25) },
  { name: 'notification', bits: MARK.notification, path: glyph(symbolDiamond2, 50) },
  { name: 'fault', bits: MARK.fault, path: glyph(symbolFlag, 0) },
  { name: 'violation', bits: MARK.violation | MARK.departure, path: glyph(symbolTriangle, 45) },
] as const;

/** Errors, interrupts, faults and broken rules below the scrubber's track, breakpoints on it. */
export default function Marks({ trace }: { readonly trace: Trace }): ReactNode {
  const marks = useMarks(trace);
  const slots = useMemo(() => (marks === null ? [] : MARKS.map((m) => markSlots(marks, m.bits, SLOTS))), [marks]);
  const steps = useScope((s) => stepsIn(s, trace));
  const broken = useBreakMarks(trace);
  const breaks = useMemo(() => (broken === null ? [] : markSlots(broken, 1, SLOTS)), [broken]);
  return (
    <svg className={css.marks} height={12} aria-hidden="true">
      {[...steps.keys()].map((row) => (
        <rect
          key={`step ${row}`}
          className={css.lessonStep}
          x={`${(row / Math.max(trace.length - 1, 1)) * 100}%`}
          y={STEP}
          width={2.5}
          height={9}
        />
      ))}
      {breaks.map((share) => (
        <circle key={`break ${share}`} className={css.break} cx={`${share * 100}%`} cy={TRACK} r={3.5} />
      ))}
      {MARKS.map((m, i) =>
        (slots[i] ?? []).map((share) => (
          <svg aria-hidden="true" key={`${m.name} ${share}`} x={`${share * 100}%`} y={6} overflow="visible">
            <path className={css[m.name]} d={m.path} />
          </svg>
        )),
      )}
    </svg>
  );
}
