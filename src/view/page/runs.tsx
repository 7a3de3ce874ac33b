import type { ReactNode } from 'react';
import type { Future } from '../../store/session/session.ts';
import { useScope } from '../../store/store.ts';
import { Button } from '../parts/button.tsx';
import css from './runs.module.css';

/** Every fault and every edit forks: the runs since the scenario was opened, to go back to any of them. */
export function Runs(): ReactNode {
  const futures = useScope((s) => s.futures);
  const current = useScope((s) => s.current);
  const show = useScope((s) => s.show);
  const openDialog = useScope((s) => s.openDialog);
  if (futures.length < 2 || current === null) return null;
  return (
    <div className={css.group}>
      <select
        className={css.runs}
        aria-label={`Run, ${futures.length} are kept`}
        title="Every fault and every edit forks the run. Choose one to see it again."
        value={current.id}
        onChange={(e) => show(Number(e.target.value))}
      >
        {futures.map((f, i) => (
          <option key={f.id} value={f.id}>
            {i + 1}. {nameOf(f)}
          </option>
        ))}
      </select>
      <Button title="The tree of runs: show, compare, name, remove" onClick={() => openDialog('futures')}>
        Futures
      </Button>
    </div>
  );
}

/** What was done, and the first row that it changed. */
function nameOf({ title, parent }: Future): string {
  if (parent === null) return title;
  return `${title} (${parent.firstDifference === null ? 'no difference' : `from row ${parent.firstDifference}`})`;
}
