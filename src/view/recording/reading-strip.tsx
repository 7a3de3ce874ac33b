import type { ReactNode } from 'react';
import { useScope } from '../../store/store.ts';
import { count } from '../../words/format.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { FollowStrip } from './follow-strip.tsx';
import css from './reading-strip.module.css';
import { sizeText } from './recording-text.ts';
import { SaveBytes } from './save-bytes.tsx';

/** Above the caption while the rows of a file come: how far it is, and the two ways to stop. Later what became of it. */
export function ReadingStrip(): ReactNode {
  const reading = useScope((s) => s.reading);
  const following = useScope((s) => s.following);
  const kept = useScope((s) => s.kept);
  const stopped = useScope((s) => s.stopped);
  const stop = useScope((s) => s.stopReading);
  const forget = useScope((s) => s.forgetStopped);
  if (reading === null)
    return stopped === '' ? null : (
      <section className={css.strip} aria-label="Reading">
        <Badge tone="plain">Stopped</Badge>
        <p role="status">{stopped}</p>
        {kept === null ? null : <SaveBytes name={kept.name} />}
        <Button onClick={forget}>Close</Button>
      </section>
    );
  if (following !== null) return <FollowStrip following={following} />;
  const { name, total, bytes, rows, checking, stopping } = reading;
  const what = checking || stopping ? `Putting ${name} beside the profile` : `Reading ${name}`;
  return (
    <section className={css.strip} aria-label="Reading">
      <b role="status">{what}</b>
      <progress
        aria-label={what}
        max={Math.max(total, 1)}
        value={checking ? Math.max(total, 1) : Math.min(bytes, total)}
      />
      <span className={css.far}>
        {sizeText(Math.min(bytes, total))} of {sizeText(total)}, {count(rows)} rows
      </span>
      <Button
        disabled={checking || stopping}
        title="Reads no further: the rows so far are the recording"
        onClick={() => stop(true)}
      >
        Stop and keep the rows
      </Button>
      <Button title="Takes the rows away; what was open before is open again" onClick={() => stop(false)}>
        Stop and drop them
      </Button>
    </section>
  );
}
