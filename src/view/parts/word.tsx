import type { ReactNode } from 'react';
import { type Base, digits } from '../../words/word-text.ts';
import css from './word.module.css';

/** A register word with its prefix and leading zeros dimmed. */
export function Word({
  value,
  width,
  base,
}: {
  readonly value: bigint;
  readonly width: 32 | 64;
  readonly base: Base;
}): ReactNode {
  const d = digits(value, width, base);
  return (
    <span className={css.word}>
      {d.quiet === '' ? null : <span className={css.quiet}>{d.quiet}</span>}
      {d.loud}
    </span>
  );
}
