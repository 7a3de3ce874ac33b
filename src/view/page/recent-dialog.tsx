import { type ReactNode, useState } from 'react';
import { forgetWork, recentWork } from '../../store/page/autosave.ts';
import { useScope } from '../../store/store.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import css from './recent-dialog.module.css';

/** What was worked on before, kept in this browser and nowhere else; and the way back to the start. */
export function RecentDialog(): ReactNode {
  const { openLink, openDialog, openLesson } = useScope.getState();
  const [work, setWork] = useState(recentWork);
  const go = (act: () => void): void => {
    openDialog(null);
    act();
  };
  return (
    <Dialog title="Recent work" onClose={() => openDialog(null)}>
      {work.length === 0 ? (
        <p className={css.text}>Nothing is kept yet. What you change is kept here, in this browser and nowhere else.</p>
      ) : (
        <ul className={css.list}>
          {work.map((w) => (
            <li key={w.link}>
              <button type="button" className={css.open} onClick={() => go(() => void openLink(w.link))}>
                {w.title}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className={css.row}>
        <Button onClick={() => go(() => void openLesson(0))}>Reset to lesson 1</Button>
        <Button
          disabled={work.length === 0}
          onClick={() => {
            forgetWork();
            setWork([]);
          }}
        >
          Forget all of it
        </Button>
      </div>
    </Dialog>
  );
}
