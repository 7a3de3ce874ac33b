import { type ReactNode, useEffect, useState } from 'react';
import { useScope } from '../../store/store.ts';
import { rows as rowsText } from '../../words/format.ts';
import { Button } from '../parts/button.tsx';
import css from './live-caption.module.css';

/** A run that is there sooner says nothing of itself, in milliseconds. */
const QUIET = 300;

/** While the model runs something long: what it runs, how many rows are here, and the way to stop it. */
export function RunStrip(): ReactNode {
  const title = useScope((s) => s.running?.title ?? null);
  const rows = useScope((s) => s.running?.rows ?? 0);
  const stop = useScope((s) => s.stopRun);
  const [late, setLate] = useState(false);
  const under = title !== null;
  useEffect(() => {
    if (!under) return;
    const timer = setTimeout(() => setLate(true), QUIET);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [under]);
  if (title === null || !late) return null;
  return (
    <div className={css.problem} role="status">
      <b>Running</b>
      <p>
        {title === '' ? 'the scenario' : title}: {rows === 0 ? 'the model is at work' : rowsText(rows)}.
      </p>
      <Button title="What was open stays open" onClick={stop}>
        Stop
      </Button>
    </div>
  );
}
