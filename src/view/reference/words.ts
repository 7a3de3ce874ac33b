import { TERM_OF_CONTEXT } from '../../reference/glossary.ts';
import type { ContextKind } from '../../trace/event.ts';

/** What is explained: a word of the glossary, or a register of the current row. */
type What = { readonly term: string } | { readonly register: number };

/** An element that has something to say, and how it was asked. */
export interface Anchor {
  readonly element: HTMLElement | SVGElement;
  readonly what: What;
  /** Does it stay until it is closed? */
  readonly pinned: boolean;
  /** Was it opened by key, so that the focus goes into the card? */
  readonly entered: boolean;
}

/** The pointer rests on a word this long before it is explained, and may be away from it so long, in milliseconds. */
const REST = 300;
const AWAY = 200;

const ANCHORS = '[data-term], [data-context], [data-register]';

function anchorOf(target: EventTarget | null): Pick<Anchor, 'element' | 'what'> | null {
  if (!(target instanceof Element)) return null;
  const element = target.closest<HTMLElement | SVGElement>(ANCHORS);
  if (element === null) return null;
  const { term, context, register } = element.dataset;
  if (term !== undefined) return { element, what: { term } };
  if (context !== undefined) return { element, what: { term: TERM_OF_CONTEXT[context as ContextKind] } };
  return { element, what: { register: Number(register) } };
}

/** Listens for who asks what a word means; `show` is told what to show. Answers a function that ends it. */
export function startWords(show: (anchor: Anchor | null) => void, card: () => HTMLElement | null): () => void {
  let now: Anchor | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** The word to which Escape gives the focus back: that does not ask again. */
  let returned: Element | null = null;
  const stop = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const set = (anchor: Anchor | null): void => {
    stop();
    now = anchor;
    show(anchor);
  };
  const soon = (anchor: Anchor | null, wait: number): void => {
    stop();
    timer = setTimeout(() => set(anchor), wait);
  };
  const inCard = (target: EventTarget | null): boolean => target instanceof Node && card()?.contains(target) === true;

  const over = (e: PointerEvent): void => {
    if (e.pointerType !== 'mouse' || now?.pinned === true) return;
    if (inCard(e.target)) {
      stop();
      return;
    }
    const anchor = anchorOf(e.target);
    if (anchor === null) {
      // What the focus shows stays where the pointer goes.
      if (now === null) stop();
      else if (document.activeElement !== now.element) soon(null, AWAY);
    } else if (anchor.element !== now?.element) soon({ ...anchor, pinned: false, entered: false }, REST);
    else stop();
  };
  const focused = (e: FocusEvent): void => {
    if (e.target === returned) return;
    const anchor = anchorOf(e.target);
    if (anchor === null) {
      if (now !== null && !inCard(e.target)) set(null);
      return;
    }
    if (anchor.element !== now?.element && (e.target as Element).matches(':focus-visible'))
      set({ ...anchor, pinned: false, entered: false });
  };
  const clicked = (e: MouseEvent): void => {
    if (inCard(e.target)) {
      if (e.target instanceof Element && e.target.closest('a') !== null) set(null);
      return;
    }
    const anchor = anchorOf(e.target);
    if (anchor === null || !anchor.element.hasAttribute('data-term')) {
      if (now?.pinned === true) set(null);
      return;
    }
    if (now?.pinned === true && now.element === anchor.element) set(null);
    else set({ ...anchor, pinned: true, entered: e.detail === 0 });
  };
  const pressed = (e: KeyboardEvent): void => {
    if (e.key === 'Escape' && now !== null) {
      const back = inCard(document.activeElement) ? now.element : null;
      e.preventDefault();
      e.stopPropagation();
      set(null);
      returned = back;
      back?.focus();
      returned = null;
      return;
    }
    // A word in a sentence is no button of the browser's own.
    if ((e.key !== 'Enter' && e.key !== ' ') || !(e.target instanceof HTMLSpanElement)) return;
    if (e.target.dataset.term === undefined) return;
    e.preventDefault();
    e.stopPropagation();
    e.target.click();
  };
  const moved = (e: Event): void => {
    if (now !== null && !inCard(e.target)) set(null);
  };
  document.addEventListener('pointerover', over);
  document.addEventListener('focusin', focused);
  document.addEventListener('click', clicked);
  document.addEventListener('keydown', pressed, { capture: true });
  document.addEventListener('wheel', moved, { passive: true });
  addEventListener('resize', moved);
  return () => {
    stop();
    document.removeEventListener('pointerover', over);
    document.removeEventListener('focusin', focused);
    document.removeEventListener('click', clicked);
    document.removeEventListener('keydown', pressed, { capture: true });
    document.removeEventListener('wheel', moved);
    removeEventListener('resize', moved);
  };
}
