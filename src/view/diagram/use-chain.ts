import { type PointerEvent, useEffect, useRef } from 'react';
import { chainOf } from '../../layout/chain.ts';
import type { Trace } from '../../trace/trace.ts';
import css from './row.module.css';

/** How long the pointer rests on a row before the rest is dimmed, in milliseconds: passing over rows changes nothing. */
const REST = 350;

/**
 * Dims what does not belong to the chain of the row that the pointer rests on: its cause, and what it led to. Classes
 * are set on the elements themselves: nothing renders. A row without a chain dims nothing.
 */
export function useChain(trace: Trace): {
  onPointerOver(e: PointerEvent<HTMLElement>): void;
  onPointerLeave(): void;
} {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const lit = useRef<{ readonly root: Element; readonly rows: readonly Element[] } | null>(null);

  const clear = (): void => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    lit.current?.root.classList.remove(css.dimming ?? '');
    for (const row of lit.current?.rows ?? []) row.classList.remove(css.lit ?? '');
    lit.current = null;
  };
  const light = (root: Element, row: number): void => {
    if (row >= trace.length) return;
    const chain = chainOf(trace, row);
    if (chain.size < 2) return;
    const rows = [...root.querySelectorAll('[role=option]')].filter((r) =>
      chain.has(Number(r.id.slice('row-'.length))),
    );
    for (const r of rows) r.classList.add(css.lit ?? '');
    root.classList.add(css.dimming ?? '');
    lit.current = { root, rows };
  };
  // A key steps, seeks or opens something: who types no longer asks what the pointer rests on.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the rows of another trace end it
  useEffect(() => {
    addEventListener('keydown', clear);
    return () => {
      removeEventListener('keydown', clear);
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
    onPointerLeave: clear,
  };
}
