import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { cardPlace } from './place.ts';
import { RegisterCard } from './register-card.tsx';
import { TermCard } from './term-card.tsx';
import css from './word-layer.module.css';
import { type Anchor, startWords } from './words.ts';

/** Shows what a word, a lane, a context or a register means, wherever one is pointed at or has the focus. */
export function WordLayer(): ReactNode {
  const [open, setOpen] = useState<Anchor | null>(null);
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => startWords(setOpen, () => card.current), []);
  useLayoutEffect(() => {
    const element = card.current;
    if (open === null || element === null) return;
    element.style.maxHeight = '';
    const place = cardPlace(
      open.element.getBoundingClientRect(),
      { width: element.offsetWidth, height: element.offsetHeight },
      { width: innerWidth, height: innerHeight },
    );
    element.style.left = `${Math.round(place.left)}px`;
    element.style.top = `${Math.round(place.top)}px`;
    element.style.maxHeight = `${Math.round(place.maxHeight)}px`;
    open.element.setAttribute('aria-describedby', 'word-card');
    if (open.entered) element.querySelector<HTMLElement>('a')?.focus();
    return () => open.element.removeAttribute('aria-describedby');
  }, [open]);
  if (open === null) return null;
  const { what } = open;
  return createPortal(
    <div
      ref={card}
      id="word-card"
      className={css.card}
      {...(open.pinned ? { role: 'dialog', 'aria-label': 'What this means' } : { role: 'tooltip' })}
    >
      {'term' in what ? <TermCard id={what.term} /> : <RegisterCard register={what.register} />}
    </div>,
    // Behind an open dialog nothing can be reached: a word in it has its card in it.
    open.element.closest('dialog') ?? document.body,
  );
}
