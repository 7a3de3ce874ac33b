import type { ReactNode } from 'react';
import css from '../parts/bar.module.css';
import { Jumps } from './jumps.tsx';
import { Movers } from './movers.tsx';
import { Position } from './position.tsx';
import { Scrubber } from './scrubber.tsx';
import { Speed } from './speed.tsx';

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
