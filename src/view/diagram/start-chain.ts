import { chainOf } from '../../layout/chain.ts';
import { useScope } from '../../store/store.ts';
import type { Trace } from '../../trace/trace.ts';
import css from './row.module.css';

/** How long the pointer or the keyboard rests on a row before the rest is dimmed, in milliseconds: passing over rows changes nothing. */
const REST = 350;

/**
 * Dims what does not belong to the chain of a row: its cause, and what it led to. The row is the one that the pointer
 * rests on, or the current one while the focus is in the diagram by keyboard. Classes are set on the elements
 * themselves: nothing renders. A row without a chain dims nothing. Answers a function that ends it.
 */
export function startChain(scroller: HTMLElement, trace: Trace): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let lit: readonly Element[] = [];
  let focused = scroller.matches(':focus-within');

  const clear = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    scroller.classList.remove(css.dimming ?? '');
    for (const row of lit) row.classList.remove(css.lit ?? '');
    lit = [];
  };
  const light = (row: number): void => {
    if (row < 0 || row >= trace.length) return;
    const chain = chainOf(trace, row);
    if (chain.size < 2) return;
    lit = [...scroller.querySelectorAll('[role=option]')].filter((r) => chain.has(Number(r.id.slice('row-'.length))));
    for (const r of lit) r.classList.add(css.lit ?? '');
    scroller.classList.add(css.dimming ?? '');
  };
  /** Once nothing more is pressed, the chain of the row that the keyboard came to. */
  const rest = (): void => {
    if (!focused || !scroller.matches(':focus-visible')) return;
    timer = setTimeout(() => {
      const { cursor, playing } = useScope.getState();
      if (!playing) light(cursor);
    }, REST);
  };
  // A row that comes into sight, or changes its place to the cursor, is drawn anew without its class: any move ends it.
  const again = (): void => {
    clear();
    rest();
  };
  const over = (e: PointerEvent): void => {
    clear();
    const option = e.target instanceof Element ? e.target.closest('[role=option]') : null;
    const row = option === null ? Number.NaN : Number(option.id.slice('row-'.length));
    if (e.pointerType === 'mouse' && Number.isInteger(row)) timer = setTimeout(() => light(row), REST);
  };
  const focus = (): void => {
    focused = true;
    again();
  };
  const blur = (): void => {
    focused = false;
    clear();
  };
  addEventListener('keydown', again);
  const unsubscribe = useScope.subscribe((now, before) => {
    if (now.cursor !== before.cursor) again();
  });
  scroller.addEventListener('pointerover', over);
  scroller.addEventListener('pointerleave', again);
  scroller.addEventListener('focusin', focus);
  scroller.addEventListener('focusout', blur);
  return () => {
    removeEventListener('keydown', again);
    unsubscribe();
    clear();
    scroller.removeEventListener('pointerover', over);
    scroller.removeEventListener('pointerleave', again);
    scroller.removeEventListener('focusin', focus);
    scroller.removeEventListener('focusout', blur);
  };
}
