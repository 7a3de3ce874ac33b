import { type ReactNode, useMemo } from 'react';
import { cameFrom } from '../../store/page/trail-actions.ts';
import { lessonNow } from '../../store/session/lesson-glosses.ts';
import { shownTrace } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import { departsAt } from '../../study/marks.ts';
import { captionOf } from '../../words/caption.ts';
import { Badge } from '../parts/badge.tsx';
import told from '../parts/hidden.module.css';
import { later } from '../parts/later.tsx';
import { useSettled } from '../parts/use-settled.ts';
import css from './live-caption.module.css';

// The caption of the row is there at once, the steps of a lesson a moment later.
const LessonBand = later(
  async () => (await import('../lesson/lesson-band.tsx')).LessonBand,
  ({ line }) => line,
);

/** Where a link between rows was followed from. */
function WayBack(): ReactNode {
  const from = useSettled('row', cameFrom);
  const goBack = useScope((s) => s.goBack);
  if (from === null) return null;
  return (
    <button type="button" className={css.back} title="Backspace" aria-label={`Back to row ${from}`} onClick={goBack}>
      <span aria-hidden="true">‹</span> row {from}
    </button>
  );
}

/** What the row under the cursor means, and what the lesson says there. */
export function RowCaption(): ReactNode {
  const trace = useSettled('row', shownTrace);
  const cursor = useSettled('row', (s) => s.cursor);
  const playing = useSettled('row', (s) => s.playing);
  const now = useSettled('row', lessonNow);
  const caption = useMemo(
    () => (trace === null || cursor < 0 ? null : captionOf(trace, trace.row(cursor))),
    [trace, cursor],
  );
  if (caption === null) return <div className={css.line} />;
  const departs = trace !== null && departsAt(trace, cursor);
  const lesson = now?.at.get(cursor)?.text ?? '';
  // A lesson says at its rows what matters; the row in general words follows it.
  const text = lesson === '' ? caption.text : `${lesson} ${caption.text}`;
  const line = (
    <div className={css.line}>
      {departs ? <Badge tone="fault">Departure</Badge> : <Badge tone={caption.tone}>{caption.word}</Badge>}
      <p className={css.text} title={caption.text}>
        <b>Row {cursor}.</b> {caption.text}
      </p>
      <WayBack />
      <div className={told.hidden} role="status" aria-live="polite">
        {playing ? '' : `Row ${cursor}. ${departs ? 'It departs from the profile. ' : ''}${text}`}
      </div>
    </div>
  );
  return now === null ? line : <LessonBand now={now} cursor={cursor} line={line} />;
}
