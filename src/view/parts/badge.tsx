import type { ReactNode } from 'react';
import css from './badge.module.css';

/** What a badge says before its words are read; each tone has its own glyph, so that no meaning hangs on the hue. */
export type Tone = 'ok' | 'error' | 'warn' | 'fault' | 'violation' | 'plain';

const GLYPH: Readonly<Record<Exclude<Tone, 'plain'>, string>> = {
  ok: 'M1 4.8l2.2 2.4 4.4-5.6',
  error: 'M1.5 1.5l6 6m0-6l-6 6',
  warn: 'M4.5 1l3.5 3.5L4.5 8 1 4.5z',
  fault: 'M1 3h7M1 6h7M6.6 .8L2.6 8.2',
  violation: 'M4.5 1L8.4 8H.6zM4.5 3.6v1.9',
};

/** A glyph alone, 9 by 9; decoration beside words that say the same. */
export function Glyph({ tone }: { readonly tone: Exclude<Tone, 'plain'> }): ReactNode {
  return (
    <svg className={css.glyph} viewBox="0 0 9 9" aria-hidden="true">
      <path d={GLYPH[tone]} />
    </svg>
  );
}

/** Glyph, word and number: `✓ FFA_SUCCESS`, `✗ DENIED −6`. */
export function Badge({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }): ReactNode {
  return (
    <span className={`${css.badge} ${css[tone]}`}>
      {tone === 'plain' ? null : <Glyph tone={tone} />}
      {children}
    </span>
  );
}
