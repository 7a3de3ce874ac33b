import { lazy, type ReactNode, Suspense, useEffect, useLayoutEffect, useRef } from 'react';
import { busy } from '../../store/busy.ts';
import { latePart } from '../../store/parts.ts';
import { useScope } from '../../store/store.ts';
import { MissingParts } from '../parts/missing-parts.tsx';
import { focusFirst } from './focus-first.ts';
import css from './inject-menu.module.css';
import { placeAt } from './place.ts';

// The menu knows every answer to every call: a good part of the program that nobody needs before the first fault.
const Content = lazy(latePart(() => import('./inject-content.tsx')));

/** The dialog that injects a fault at a row. It is always mounted, so that closing it gives the focus back. */
export function InjectMenu(): ReactNode {
  const row = useScope((s) => s.injectAt);
  const run = useScope((s) => s.current?.run ?? null);
  const open = useScope((s) => s.openInject);
  const dialog = useRef<HTMLDialogElement>(null);
  const shown = row !== null && run !== null;
  useLayoutEffect(() => {
    const d = dialog.current;
    if (d === null) return;
    if (row !== null && shown && !d.open) {
      d.showModal();
      // What it holds has no height before this, and takes no focus: if it is there already, it has it now.
      placeAt(d, row);
      focusFirst(d);
    }
    if (!shown && d.open) d.close();
  }, [shown, row]);
  const place = (): void => {
    if (dialog.current !== null && row !== null) placeAt(dialog.current, row);
  };
  return (
    <dialog
      ref={dialog}
      className={css.dialog}
      aria-labelledby="inject-title"
      onClose={() => open(null)}
      onKeyDown={(e) => e.stopPropagation()}
      onClick={(e) => {
        // The dialog itself is hit only outside of what it holds: on its backdrop.
        if (e.target === e.currentTarget) open(null);
      }}
    >
      {shown ? (
        <Suspense fallback={<Loading />}>
          <Content key={row} run={run} row={row} onClose={() => open(null)} onSize={place} />
        </Suspense>
      ) : null}
    </dialog>
  );
}

function Loading(): ReactNode {
  useEffect(() => busy(), []);
  // What is said of a missing part is said in the dialog: the rest of the page is behind it.
  return (
    <>
      <p className={css.loading}>Loading the answers…</p>
      <MissingParts />
    </>
  );
}
