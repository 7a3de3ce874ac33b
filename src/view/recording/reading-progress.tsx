import { type ReactNode, useEffect, useRef } from 'react';
import { useScope } from '../../store/store.ts';
import { count } from '../../words/format.ts';
import { Button } from '../parts/button.tsx';
import css from './reading-progress.module.css';
import { sizeText } from './recording-text.ts';

/** How far the reading is: bytes, lines, rows, and what was not understood. */
export function ReadingProgress(): ReactNode {
  const reading = useScope((s) => s.reading);
  const cancelReading = useScope((s) => s.stopReading);
  const stop = useRef<HTMLButtonElement>(null);
  useEffect(() => stop.current?.focus(), []);
  if (reading === null) return null;
  const { name, total, bytes, lines, rows, notUnderstood, checking } = reading;
  const what = checking ? `Putting ${name} beside the profile` : `Reading ${name}`;
  return (
    <section className={css.reading} aria-label="Reading">
      <h3 role="status">{what}</h3>
      <progress
        aria-label={what}
        max={Math.max(total, 1)}
        value={checking ? Math.max(total, 1) : Math.min(bytes, total)}
      />
      <dl>
        <dt>Read</dt>
        <dd>
          {sizeText(bytes)} of {sizeText(total)}
        </dd>
        <dt>Lines or records</dt>
        <dd>{count(lines)}</dd>
        <dt>Rows</dt>
        <dd>{count(rows)}</dd>
        <dt>Not understood</dt>
        <dd>{count(notUnderstood)}</dd>
      </dl>
      <Button ref={stop} onClick={() => cancelReading(false)}>
        Cancel the reading
      </Button>
    </section>
  );
}
