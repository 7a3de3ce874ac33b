import { type KeyboardEvent, type ReactNode, useLayoutEffect, useState } from 'react';
import type { Run } from '../../scenario/types.ts';
import type { Fault } from '../../sim/fault.ts';
import { useScope } from '../../store/store.ts';
import type { Injection } from '../../study/inject/injections.ts';
import { type Target, targetAt } from '../../study/inject/target.ts';
import { faultText } from '../../words/fault-text.ts';
import { ordinal } from '../../words/ordinal.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icons.tsx';
import css from './inject-menu.module.css';
import { InjectionList } from './injection-list.tsx';
import { ReplyForm } from './reply-form.tsx';
import { ResultForm } from './result-form.tsx';

interface ContentProps {
  readonly run: Run;
  readonly row: number;
  readonly onClose: () => void;
  /** Called whenever what is shown has another size. */
  readonly onSize: () => void;
}

/** What the dialog holds: the menu, or the form that one of its lines opens. It is loaded when it is first asked for. */
export default function Content({ run, row, onClose, onSize }: ContentProps): ReactNode {
  const inject = useScope((s) => s.inject);
  const [view, setView] = useState<'menu' | 'registers' | 'result'>('menu');
  const target = targetAt(run.trace, row);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view is another size
  useLayoutEffect(onSize, [view]);
  const apply = (fault: Fault): void => {
    void inject(fault, faultText(fault));
  };
  if (!target.ok)
    return (
      <div className={css.card}>
        <div className={css.head}>
          <h2 id="inject-title">Nothing can be injected here</h2>
          <p>
            {target.error.what} {target.error.remedy}
          </p>
        </div>
        <div className={css.foot}>
          <Button onClick={onClose}>Close</Button>
        </div>
      </div>
    );
  const t = target.value;
  const choose = ({ act }: Injection): void => ('fault' in act ? apply(act.fault) : setView(act.opens));
  // Esc closes the topmost thing only: from a form it leads back to the menu.
  const onKeyDown = (e: KeyboardEvent): void => {
    if (e.key !== 'Escape' || view === 'menu') return;
    e.preventDefault();
    setView('menu');
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key belongs to the whole form
    <div className={css.card} onKeyDown={onKeyDown}>
      <div className={css.head}>
        <h2 id="inject-title">{view === 'registers' ? 'Edit the reply' : 'Inject here'}</h2>
        <p>
          Row {t.row}, <code>{nameOf(t)}</code>, the {ordinal(t.nth)} of this run
        </p>
        <button type="button" className={css.close} aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {view === 'menu' ? (
        <InjectionList run={run} target={t} onChoose={choose} />
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
