import { type ReactNode, useMemo } from 'react';
import { lessonNow } from '../../store/session/lesson-glosses.ts';
import { shown, shownTrace } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import { captionOf } from '../../words/caption.ts';
import { Badge } from '../parts/badge.tsx';
import told from '../parts/hidden.module.css';
import css from './embed.module.css';

/** What is open, and what its row says: of a lesson the step, else the row itself. As high for every row. */
export function EmbedCaption(): ReactNode {
  const trace = useScope(shownTrace);
  const cursor = useScope((s) => s.cursor);
  const playing = useScope((s) => s.playing);
  const title = useScope((s) => shown(s)?.title ?? '');
  const now = useScope(lessonNow);
  const problem = useScope((s) => s.problem);
  const caption = useMemo(
    () => (trace === null || cursor < 0 ? null : captionOf(trace, trace.row(cursor))),
    [trace, cursor],
  );
  const step = now?.at.get(cursor);
  const text = step?.text ?? caption?.text ?? '';
  return (
    <section className={css.caption} aria-label="What happens here">
      <h1 className={css.title}>
        {now?.lesson.title ?? title}
        {now === null ? null : (
          <small>{step === undefined ? `${now.at.size} steps` : `step ${step.number} of ${now.steps.length}`}</small>
        )}
      </h1>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={css.text} tabIndex={0} data-keys="own">
        {problem === null ? null : <p role="alert">{problem.what}</p>}
        {caption === null ? null : (
          <p>
            <Badge tone={caption.tone}>{caption.word}</Badge> <b>Row {cursor}.</b> {text}
          </p>
        )}
      </div>
      <div className={told.hidden} role="status" aria-live="polite">
        {playing || caption === null ? '' : `Row ${cursor}. ${text}`}
      </div>
    </section>
  );
}
