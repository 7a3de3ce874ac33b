import type { ReactNode } from 'react';
import type { FieldNode } from '../../abi/field.ts';
import { leaves } from '../../words/field-label.ts';
import { type Base, fieldDigits } from '../../words/word-text.ts';
import type { BitRange } from './bit-strip.tsx';
import css from './field-list.module.css';

interface Props {
  readonly fields: readonly FieldNode[];
  readonly base: Base;
  readonly lit: BitRange | null;
  readonly onLit: (range: BitRange | null) => void;
}

/** The fields of a register as text, the highest bit first: what the brackets say, and what they have no room for. */
export function FieldList({ fields, base, lit, onLit }: Props): ReactNode {
  return (
    <ul className={css.list} onPointerLeave={() => onLit(null)}>
      {leaves(fields).map((f) => (
        <li
          key={f.lo}
          className={`${css.field} ${lit !== null && f.hi <= lit.hi && f.lo >= lit.lo ? css.lit : ''} ${f.problem === undefined ? '' : css.wrong}`}
          onPointerEnter={() => onLit(f)}
        >
          <code className={css.bits}>{f.hi === f.lo ? f.hi : `${f.hi}:${f.lo}`}</code>
          <span>{f.name}</span>
          <code className={css.value}>{fieldDigits(f, base)}</code>
          <span>{f.meaning === f.name ? '' : f.meaning}</span>
        </li>
      ))}
    </ul>
  );
}
