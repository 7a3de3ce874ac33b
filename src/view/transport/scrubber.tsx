import { type ReactNode, useMemo } from 'react';
import { markSlots } from '../../layout/slots.ts';
import { actionStarts } from '../../store/actions.ts';
import { MARK } from '../../store/marks.ts';
import { shown } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import type { Trace } from '../../trace/trace.ts';
import { rowText } from '../diagram/row-text.ts';
import { timeText } from '../inspect/event-text.ts';
import { actionWord } from '../shell/action-words.ts';
import css from './scrubber.module.css';
import { useMarks } from './use-marks.ts';

/** Marks that would stand closer than this share of the width are one. */
const SLOTS = 90;

const MARKS = [
  { name: 'error', bits: MARK.error, path: 'M-3-3l6 6m0-6l-6 6' },
  { name: 'notification', bits: MARK.notification, path: 'M0-4.5l4.5 4.5-4.5 4.5-4.5-4.5z' },
  { name: 'fault', bits: MARK.fault, path: 'M-2 4.5v-9h5l-1.6 2.2 1.6 2.2h-5' },
  { name: 'violation', bits: MARK.violation | MARK.departure, path: 'M0-4.5l5 9h-10z' },
] as const;

/** The whole run as a slider: actions above it, errors, interrupts, faults and broken rules below. */
export function Scrubber({ compact = false }: { readonly compact?: boolean }): ReactNode {
  const now = useScope(shown);
  const run = now?.run ?? null;
  const trace = now?.trace ?? null;
  const cursor = useScope((s) => s.cursor);
  const seek = useScope((s) => s.seek);
  const pause = useScope((s) => s.pause);
  const last = Math.max((trace?.length ?? 0) - 1, 0);
  return (
    <div className={compact ? `${css.scrubber} ${css.compact}` : css.scrubber}>
      {run === null || run.trace.length === 0 ? null : <Actions run={run} cursor={cursor} words={!compact} />}
      {trace === null || trace.length === 0 ? null : <Marks trace={trace} />}
      <div className={css.track}>
        <div className={css.done} style={{ width: `${last === 0 ? 0 : (Math.max(cursor, 0) / last) * 100}%` }} />
      </div>
      <input
        type="range"
        className={css.range}
        aria-label="Playback position"
        aria-valuetext={trace === null || cursor < 0 ? 'no rows' : valueText(trace, cursor)}
        min={0}
        max={last}
        value={Math.max(cursor, 0)}
        disabled={last === 0}
        onChange={(e) => {
          pause();
          seek(Number(e.target.value));
        }}
      />
    </div>
  );
}

function valueText(trace: Trace, cursor: number): string {
  const e = trace.row(cursor);
  return `${rowText(trace, e).name}, t = ${timeText(e.at)}`;
}

interface ActionsProps {
  readonly run: Parameters<typeof actionStarts>[0];
  readonly cursor: number;
  readonly words: boolean;
}

function Actions({ run, cursor, words }: ActionsProps): ReactNode {
  const starts = actionStarts(run);
  const last = Math.max(run.trace.length - 1, 1);
  return starts.map((a, i) => {
    const end = starts[i + 1]?.row ?? last + 1;
    const share = (end - a.row) / last;
    const here = cursor >= a.row && cursor < end;
    return (
      <div
        key={a.index}
        className={here ? `${css.action} ${css.here}` : css.action}
        style={{ left: `${(a.row / last) * 100}%`, width: `${share * 100}%` }}
        title={`${actionWord(a.name)}, from row ${a.row}`}
      >
        {words && share >= 0.04 ? actionWord(a.name) : ''}
      </div>
    );
  });
}

function Marks({ trace }: { readonly trace: Trace }): ReactNode {
  const marks = useMarks(trace);
  const slots = useMemo(() => (marks === null ? [] : MARKS.map((m) => markSlots(marks, m.bits, SLOTS))), [marks]);
  return (
    <svg className={css.marks} height={12} aria-hidden="true">
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
