import { type ReactNode, useState } from 'react';
import { treeLines } from '../../layout/future-tree.ts';
import type { Future } from '../../store/session/session.ts';
import { useScope } from '../../store/store.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import told from '../parts/hidden.module.css';
import css from './futures-dialog.module.css';

/** Every run since the scenario was opened, as the tree of its forks: to show, to set side by side, to name, to remove. */
export function FuturesDialog(): ReactNode {
  const futures = useScope((s) => s.futures);
  const openDialog = useScope((s) => s.openDialog);
  return (
    <Dialog title="Futures" onClose={() => openDialog(null)}>
      <p className={css.intro}>
        Every fault and every edit forks the run, and the earlier one stays. The browser’s back button takes a fork
        back.
      </p>
      <ul className={css.tree}>
        {treeLines(futures).map(({ of, depth }) => (
          <Line key={of.id} future={of} depth={depth} />
        ))}
      </ul>
    </Dialog>
  );
}

function Line({ future, depth }: { readonly future: Future; readonly depth: number }): ReactNode {
  const current = useScope((s) => s.current);
  const beside = useScope((s) => s.beside);
  const { show, showBeside, rename, remove, openDialog } = useScope.getState();
  const [naming, setNaming] = useState<string | null>(null);
  const here = future.id === current?.id;
  const close = (act: () => void): void => {
    act();
    openDialog(null);
  };
  const name = (): void => {
    const title = naming?.trim() ?? '';
    if (title !== '') rename(future.id, title);
    setNaming(null);
  };
  return (
    <li className={here ? `${css.line} ${css.here}` : css.line} style={{ paddingLeft: 8 + depth * 18 }}>
      <div className={css.words}>
        {naming === null ? (
          <b>{future.title}</b>
        ) : (
          <input
            aria-label={`Name of ${future.title}`}
            value={naming}
            maxLength={120}
            ref={(el) => el?.focus()}
            onChange={(e) => setNaming(e.target.value)}
            onBlur={name}
            onKeyDown={(e) => {
              if (e.key === 'Enter') name();
              if (e.key !== 'Escape') return;
              e.preventDefault();
              e.stopPropagation();
              setNaming(null);
            }}
          />
        )}
        <span className={css.note}>
          {depth === 0 && future.parent === null ? 'the first run' : partsAt(future)}
          {here ? <Badge tone="plain">shown</Badge> : null}
          {future.id === beside ? <Badge tone="plain">beside it</Badge> : null}
        </span>
      </div>
      <div className={css.tools}>
        <Button disabled={here && beside === null} onClick={() => close(() => show(future.id))}>
          Show<span className={told.hidden}> {future.title}</span>
        </Button>
        <Button disabled={here} onClick={() => close(() => showBeside(future.id))}>
          Beside<span className={told.hidden}> the shown run: {future.title}</span>
        </Button>
        <Button onClick={() => setNaming(future.title)}>
          Rename<span className={told.hidden}> {future.title}</span>
        </Button>
        <Button disabled={future.parent === null} onClick={() => remove(future.id)}>
          Remove<span className={told.hidden}> {future.title}</span>
        </Button>
      </div>
    </li>
  );
}

const partsAt = ({ parent }: Future): string =>
  parent?.firstDifference == null ? 'no difference from the run before it' : `parts at row ${parent.firstDifference}`;
