import { type FocusEvent, type PointerEvent, useEffect, useRef } from 'react';
import { chainOf } from '../../layout/chain.ts';
import { useScope } from '../../store/store.ts';
import type { Trace } from '../../trace/trace.ts';
import css from './row.module.css';

/** How long the pointer or the keyboard rests on a row before the rest is dimmed, in milliseconds: passing over rows changes nothing. */
const REST = 350;

/**
 * Dims what does not belong to the chain of a row: its cause, and what it led to. The row is the one that the pointer
 * rests on, or the current one while the focus is in the diagram by keyboard. Classes are set on the elements
 * themselves: nothing renders. A row without a chain dims nothing.
 */
export function useChain(trace: Trace): {
  onPointerOver(e: PointerEvent<HTMLElement>): void;
  onPointerLeave(): void;
  onFocus(e: FocusEvent<HTMLElement>): void;
  onBlur(): void;
} {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const lit = useRef<{ readonly root: Element; readonly rows: readonly Element[] } | null>(null);
  /** The list of rows while it has the focus. */
  const focused = useRef<Element | null>(null);

  const clear = (): void => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    lit.current?.root.classList.remove(css.dimming ?? '');
    for (const row of lit.current?.rows ?? []) row.classList.remove(css.lit ?? '');
    lit.current = null;
  };
  const light = (root: Element, row: number): void => {
    if (row < 0 || row >= trace.length) return;
    const chain = chainOf(trace, row);
    if (chain.size < 2) return;
    const rows = [...root.querySelectorAll('[role=option]')].filter((r) =>
      chain.has(Number(r.id.slice('row-'.length))),
    );
    for (const r of rows) r.classList.add(css.lit ?? '');
    root.classList.add(css.dimming ?? '');
    lit.current = { root, rows };
  };
  /** Once nothing more is pressed, the chain of the row that the keyboard came to. */
  const rest = (): void => {
    const root = focused.current;
    if (root?.matches(':focus-visible') !== true) return;
    timer.current = setTimeout(() => {
      const { cursor, playing } = useScope.getState();
      if (!playing) light(root, cursor);
    }, REST);
  };
  // A row that comes into sight, or changes its place to the cursor, is drawn anew without its class: any move ends it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the rows of another trace end it
  useEffect(() => {
    const again = (): void => {
      clear();
      rest();
    };
    addEventListener('keydown', again);
    const unsubscribe = useScope.subscribe((now, before) => {
      if (now.cursor !== before.cursor) again();
    });
    return () => {
      removeEventListener('keydown', again);
      unsubscribe();
      clear();
    };
  }, [trace]);

  return {
    onPointerOver(e) {
      clear();
      const root = e.currentTarget;
      const option = e.target instanceof Element ? e.target.closest('[role=option]') : null;
      const row = option === null ? Number.NaN : Number(option.id.slice('row-'.length));
      if (e.pointerType === 'mouse' && Number.isInteger(row)) timer.current = setTimeout(() => light(root, row), REST);
    },
    onPointerLeave() {
      clear();
      rest();
    },
    onFocus(e) {
      focused.current = e.currentTarget;
      clear();
      rest();
    },
    onBlur() {
      focused.current = null;
      clear();
    },
  };
}
