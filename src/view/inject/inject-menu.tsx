import { type KeyboardEvent, type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { Run } from '../../scenario/types.ts';
import type { Fault } from '../../sim/fault.ts';
import { useScope } from '../../store/store.ts';
import { Icon } from '../icons.tsx';
import { faultText } from '../scenario/fault-text.ts';
import { ordinal } from '../scenario/ordinal.ts';
import { ChoiceList } from './choice-list.tsx';
import type { Choice } from './choices.ts';
import css from './inject-menu.module.css';
import { placeAt } from './place.ts';
import { ReplyForm } from './reply-form.tsx';
import { ResultForm } from './result-form.tsx';
import { type Target, targetAt } from './target.ts';

/** The dialog that injects a fault at a row. It is always mounted, so that closing it gives the focus back. */
export function InjectMenu(): ReactNode {
  const row = useScope((s) => s.injectAt);
  const run = useScope((s) => s.current?.run ?? null);
  const open = useScope((s) => s.openInject);
  const dialog = useRef<HTMLDialogElement>(null);
  const shown = row !== null && run !== null;
  useShown(dialog, shown ? row : null);
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
      {shown ? <Content key={row} run={run} row={row} onClose={() => open(null)} /> : null}
    </dialog>
  );
}

function useShown(dialog: RefObject<HTMLDialogElement | null>, row: number | null): void {
  // Before the content's own effects: a control of a closed dialog cannot take the focus.
  useLayoutEffect(() => {
    const d = dialog.current;
    if (d === null) return;
    if (row === null) {
      if (d.open) d.close();
      return;
    }
    if (!d.open) d.showModal();
    placeAt(d, row);
  }, [dialog, row]);
}

interface ContentProps {
  readonly run: Run;
  readonly row: number;
  readonly onClose: () => void;
}

function Content({ run, row, onClose }: ContentProps): ReactNode {
  const inject = useScope((s) => s.inject);
  const [view, setView] = useState<'menu' | 'registers' | 'result'>('menu');
  const target = targetAt(run.trace, row);
  const apply = (fault: Fault): void => inject(fault, faultText(fault));
  if (!target.ok)
    return (
      <div className={css.card}>
        <header className={css.head}>
          <h2 id="inject-title">Nothing can be injected here</h2>
          <p>
            {target.error.what} {target.error.remedy}
          </p>
        </header>
        <footer className={css.foot}>
          <button type="button" className={css.button} onClick={onClose}>
            Close
          </button>
        </footer>
      </div>
    );
  const t = target.value;
  const choose = ({ act }: Choice): void => ('fault' in act ? apply(act.fault) : setView(act.opens));
  // Esc closes the topmost thing only: from a form it leads back to the menu.
  const onKeyDown = (e: KeyboardEvent): void => {
    if (e.key !== 'Escape' || view === 'menu') return;
    e.preventDefault();
    setView('menu');
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key belongs to the whole form
    <div className={css.card} onKeyDown={onKeyDown}>
      <header className={css.head}>
        <h2 id="inject-title">{view === 'registers' ? 'Edit the reply' : 'Inject here'}</h2>
        <p>
          Row {t.row}, <code>{nameOf(t)}</code>, the {ordinal(t.nth)} of this run
        </p>
        <button type="button" className={css.close} aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {view === 'menu' ? (
        <ChoiceList target={t} onChoose={choose} />
      ) : view === 'registers' && t.kind === 'message' ? (
        <ReplyForm target={t} onBack={() => setView('menu')} onInject={(reply) => apply({ at: t.at, do: { reply } })} />
      ) : (
        <ResultForm onBack={() => setView('menu')} onInject={(rc) => apply({ at: t.at, do: { rc } })} />
      )}
    </div>
  );
}

const nameOf = (t: Target): string =>
  t.kind === 'message' ? (t.call.service ?? t.call.name) : t.kind === 'function' ? `${t.fn}()` : t.irq.irq;
