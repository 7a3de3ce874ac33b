import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { toggleBreakAt } from '../../store/page/toggle-break.ts';
import { useScope } from '../../store/store.ts';
import { breakOf } from '../../study/break-query.ts';
import type { Trace } from '../../trace/trace.ts';
import { Key } from '../parts/key.tsx';
import css from './row-menu.module.css';
import { useBreaks } from './use-breaks.ts';

interface Props {
  readonly trace: Trace;
  readonly row: number;
  /** Pixels of the window: where it was asked for. */
  readonly x: number;
  readonly y: number;
  readonly onClose: () => void;
}

interface Item {
  readonly name: string;
  /** The key that does the same at the current row; empty for none. */
  readonly keyName: string;
  run(): void;
}

const EDGE = 8;

/** What can be done at a row: the menu of the second mouse button, of a long touch, and of the menu key. */
export function RowMenu({ trace, row, x, y, onClose }: Props): ReactNode {
  const broken = useBreaks(trace)?.(row) ?? false;
  const cursor = useScope((s) => s.cursor);
  const recorded = useScope((s) => s.tab === 'recording');
  const folded = useScope((s) => s.folds !== null);
  const menu = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    const element = menu.current;
    if (element === null) return;
    element.style.left = `${Math.max(Math.min(x, innerWidth - element.offsetWidth - EDGE), EDGE)}px`;
    element.style.top = `${Math.max(Math.min(y, innerHeight - element.offsetHeight - EDGE), EDGE)}px`;
  }, [x, y]);
  useEffect(() => {
    const before = document.activeElement;
    menu.current?.querySelector<HTMLElement>('button')?.focus();
    const outside = (e: Event): void => {
      if (!(e.target instanceof Node) || menu.current?.contains(e.target) !== true) close.current();
    };
    const left = (): void => close.current();
    document.addEventListener('pointerdown', outside);
    document.addEventListener('wheel', outside);
    addEventListener('blur', left);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('wheel', outside);
      removeEventListener('blur', left);
      if (before instanceof HTMLElement && document.activeElement === document.body) before.focus();
    };
  }, []);

  const state = useScope.getState;
  const inject = (): void => {
    state().seek(row);
    state().openInject(row);
  };
  const byHand = (): void => {
    state().seek(row);
    state().openDialog('by-hand');
  };
  const items: readonly Item[] = [
    ...(row === cursor ? [] : [{ name: 'Run to this row', keyName: '', run: () => void state().runToRow(row) }]),
    {
      name: broken ? 'Remove the breakpoint' : `Set a breakpoint at ${breakOf(trace.row(row))}`,
      keyName: 'B',
      run: () => toggleBreakAt(state(), row),
    },
    ...(recorded
      ? []
      : [
          { name: 'Inject a fault here', keyName: 'I', run: inject },
          { name: 'Do something by hand here', keyName: 'H', run: byHand },
        ]),
    { name: 'Fold the function or phase here', keyName: 'Z', run: () => void state().foldAt(row) },
    ...(folded ? [{ name: 'Unfold all', keyName: '', run: () => state().unfoldAll() }] : []),
  ];
  const press = (e: KeyboardEvent<HTMLElement>): void => {
    e.stopPropagation();
    const buttons = [...e.currentTarget.querySelectorAll<HTMLElement>('button')];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[e.key];
    if (to !== undefined) buttons[(to + buttons.length) % buttons.length]?.focus();
    else if (e.key === 'Escape' || e.key === 'Tab') onClose();
    else return;
    e.preventDefault();
  };
  return (
    <div
      ref={menu}
      role="menu"
      tabIndex={-1}
      aria-label={`Row ${row}`}
      className={css.menu}
      onKeyDown={press}
      onContextMenu={(e) => e.preventDefault()}
    >
      <p className={css.title} aria-hidden="true">
        Row {row}
      </p>
      {items.map((item) => (
        <button
          key={item.name}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={css.item}
          onClick={() => {
            onClose();
            item.run();
          }}
        >
          {item.name}
          {item.keyName === '' ? null : <Key>{item.keyName}</Key>}
        </button>
      ))}
    </div>
  );
}
