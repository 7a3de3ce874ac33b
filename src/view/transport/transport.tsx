import type { ReactNode } from 'react';
import { shownTrace } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import { count } from '../format.tsx';
import { timeText } from '../inspect/event-text.ts';
import { Jumps } from './jumps.tsx';
import { Movers } from './movers.tsx';
import { Scrubber } from './scrubber.tsx';
import { Speed } from './speed.tsx';
import css from './transport.module.css';

/** Moves the cursor: by row, by what matters, by itself, or along the whole run. */
export function Transport(): ReactNode {
  return (
    <section className={css.transport} aria-label="Playback">
      <Movers />
      <Jumps />
      <Speed />
      <Scrubber />
      <Position />
    </section>
  );
}

/** `63 / 107` and the simulated time. */
function Position(): ReactNode {
  const trace = useScope(shownTrace);
  const cursor = useScope((s) => s.cursor);
  if (trace === null || cursor < 0) return <div className={css.position} />;
  return (
    <div className={css.position}>
      {count(cursor)} / {count(trace.length - 1)}
      <small>t = {timeText(trace.row(cursor).at)}</small>
    </div>
  );
}
