import { memo, type ReactNode } from 'react';
import { shown } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import { actionStarts } from '../../study/action-rows.ts';
import type { Trace } from '../../trace/trace.ts';
import { actionWord } from '../../words/action-words.ts';
import { timeText } from '../../words/event-text.ts';
import { rowText } from '../../words/row-text.ts';
import { later } from '../parts/later.tsx';
import css from './scrubber.module.css';

// The glyphs' library is not needed for the first paint.
const Marks = later(async () => (await import('./marks.tsx')).default);

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
      {run === null || run.trace.length === 0 ? null : (
        <Actions run={run} here={actionAt(run, cursor)} words={!compact} />
      )}
      {trace === null || trace.length === 0 ? null : <MarksLater trace={trace} />}
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

const MarksLater = memo(function MarksLater({ trace }: { readonly trace: Trace }): ReactNode {
  return <Marks trace={trace} />;
});

function valueText(trace: Trace, cursor: number): string {
  const e = trace.row(cursor);
  return `${rowText(trace, e).name}, t = ${timeText(e.at)}`;
}

interface ActionsProps {
  readonly run: Parameters<typeof actionStarts>[0];
  /** The position of the action of the current row. */
  readonly here: number;
  readonly words: boolean;
}

/** The position in `actionStarts` of the action that row `cursor` belongs to; -1 before the first. */
const actionAt = (run: ActionsProps['run'], cursor: number): number =>
  actionStarts(run).findLastIndex((a) => cursor >= a.row);

function Actions({ run, here, words }: ActionsProps): ReactNode {
  const starts = actionStarts(run);
  const last = Math.max(run.trace.length - 1, 1);
  return starts.map((a, i) => (
    <Action
      key={a.index}
      word={actionWord(a.name)}
      row={a.row}
      from={a.row / last}
      share={((starts[i + 1]?.row ?? last + 1) - a.row) / last}
      here={i === here}
      words={words}
    />
  ));
}

interface ActionProps {
  readonly word: string;
  readonly row: number;
  /** Where it begins and how long it is, as shares of the whole run. */
  readonly from: number;
  readonly share: number;
  readonly here: boolean;
  readonly words: boolean;
}

const Action = memo(function Action({ word, row, from, share, here, words }: ActionProps): ReactNode {
  const worded = words && share >= 0.04;
  return (
    <div
      className={`${css.action} ${worded ? css.worded : ''} ${here ? css.here : ''}`}
      style={{ left: `${from * 100}%`, width: `${share * 100}%` }}
      title={`${word}, from row ${row}`}
    >
      {worded ? word : ''}
    </div>
  );
});
