import type { ReactNode } from 'react';
import { SPEEDS } from '../../store/page/playback.ts';
import { useScope } from '../../store/store.ts';
import css from '../parts/bar.module.css';
import told from '../parts/hidden.module.css';

/** How fast it plays. The keys + and − change it from anywhere, so what it became is told, too. */
export function Speed(): ReactNode {
  const speed = useScope((s) => s.speed);
  const setSpeed = useScope((s) => s.setSpeed);
  return (
    <>
      <select
        className={css.speed}
        aria-label="Speed"
        title={`${SPEEDS[speed]?.rowsPerSecond ?? 0} rows a second (+ faster, − slower)`}
        value={speed}
        onChange={(e) => setSpeed(Number(e.target.value))}
      >
        {SPEEDS.map((s, i) => (
          <option key={s.label} value={i}>
            {s.label}
          </option>
        ))}
      </select>
      <span role="status" className={told.hidden}>
        Speed {SPEEDS[speed]?.label}
      </span>
    </>
  );
}
