import type { ReactNode } from 'react';
import type { FieldNode } from '../../abi/field.ts';
import { hex } from '../../base/bits.ts';
import { type Bracket, stripLayout } from '../../layout/bit-strip.ts';
import { fieldLabel, leaves } from '../../words/field-label.ts';
import css from './bit-strip.module.css';

/** Bits hi..lo of one register, as the pointer or the focus is on them. */
export interface BitRange {
  readonly hi: number;
  readonly lo: number;
}

interface Props {
  /** `w3` */
  readonly name: string;
  /** `the call`, `the reply`: whose register it is. */
  readonly of: string;
  readonly value: bigint;
  readonly width: 32 | 64;
  readonly fields: readonly FieldNode[];
  readonly lit: BitRange | null;
  readonly onLit: (range: BitRange | null) => void;
}

// The unit is the pixel at the panel's usual width; a wider panel scales it with its type.
const WIDTH = 376;
const CELL_TOP = 12;
const CELL_HEIGHT = 14;
const BRACKET = CELL_TOP + CELL_HEIGHT + 3;
const LABEL = 12;

/** The bits of a register with a bracket a field: one strip of 32, or two for a 64-bit register. */
export function BitStrip(props: Props): ReactNode {
  const { name, of, value, width, fields } = props;
  const note = leaves(fields)
    .map((f) => `bits ${f.hi} to ${f.lo} ${fieldLabel(f)}`)
    .join('; ');
  return (
    <figure className={css.strip}>
      <figcaption className={css.caption}>
        <b>{name}</b>
        <span>of {of}</span>
      </figcaption>
      {(width === 64 ? [63, 31] : [31]).map((top) => (
        <Strip key={top} {...props} top={top} label={`${name} of ${of} is ${hex(value)}: ${note}`} />
      ))}
    </figure>
  );
}

function Strip({
  value,
  fields,
  lit,
  onLit,
  top,
  label,
}: Props & { readonly top: number; readonly label: string }): ReactNode {
  const s = stripLayout(value, fields, WIDTH, top);
  const height = BRACKET + 4 + LABEL * s.labelRows;
  const within = (bit: number): boolean => lit !== null && bit <= lit.hi && bit >= lit.lo;
  const rangeOf = (bit: number): BitRange | null => s.brackets.find((b) => bit <= b.hi && bit >= b.lo) ?? null;
  return (
    <svg
      className={css.svg}
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={label}
      onPointerLeave={() => onLit(null)}
    >
      {s.ticks.map((t) => (
        <text key={t.bit} className={css.tick} x={t.x} y={CELL_TOP - 3}>
          {t.bit}
        </text>
      ))}
      {s.cells.map((c) => (
        <g
          key={c.bit}
          className={`${c.wrong ? css.wrongBit : c.on ? css.on : c.tinted ? css.tinted : ''} ${within(c.bit) ? css.litBit : ''}`}
          onPointerEnter={() => onLit(rangeOf(c.bit))}
        >
          <rect className={css.box} x={c.x + 0.5} y={CELL_TOP + 0.5} width={s.cell - 1} height={CELL_HEIGHT - 1} />
          <text className={css.digit} x={c.x + s.cell / 2} y={CELL_TOP + 10.5}>
            {c.on ? 1 : 0}
          </text>
        </g>
      ))}
      {s.brackets.map((b) => (
        <BracketMark key={b.lo} b={b} lit={within(b.hi) && within(b.lo)} onLit={onLit} />
      ))}
    </svg>
  );
}

function BracketMark({
  b,
  lit,
  onLit,
}: {
  readonly b: Bracket;
  readonly lit: boolean;
  readonly onLit: Props['onLit'];
}): ReactNode {
  const mid = (b.x1 + b.x2) / 2;
  const labelY = b.text === null ? 0 : BRACKET + 4 + LABEL * b.text.row + 9;
  return (
    <g
      className={`${b.problem === null ? '' : css.wrong} ${lit ? css.lit : ''}`}
      onPointerEnter={() => onLit({ hi: b.hi, lo: b.lo })}
    >
      <path className={css.span} d={`M${b.x1 + 1.5} ${BRACKET}v3H${b.x2 - 1.5}v-3`} />
      {b.text !== null && b.text.row > 0 ? (
        <path className={css.leader} d={`M${mid} ${BRACKET + 3}V${labelY - 9}`} />
      ) : null}
      {b.text === null ? null : (
        <text className={css.label} x={b.text.x} y={labelY} textAnchor={b.text.anchor}>
          {b.label}
        </text>
      )}
    </g>
  );
}
