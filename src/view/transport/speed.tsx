import type { ReactNode } from 'react';
import { SPEEDS } from '../../store/playback.ts';
import { useScope } from '../../store/store.ts';
import css from './transport.module.css';

/** Rows a second while playing. */
export function Speed(): ReactNode {
  const speed = useScope((s) => s.speed);
  const setSpeed = useScope((s) => s.setSpeed);
  return (
    <select className={css.speed} aria-label="Speed" value={speed} onChange={(e) => setSpeed(Number(e.target.value))}>
      {SPEEDS.map((s, i) => (
        <option key={s.label} value={i}>
          {s.label}
        </option>
      ))}
    </select>
  );
}
