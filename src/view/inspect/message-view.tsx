import { type ReactNode, useState } from 'react';
import type { CallEvent, ReturnEvent } from '../../trace/event.ts';
import type { Trace } from '../../trace/trace.ts';
import { leaves } from '../../words/field-label.ts';
import { type Exchange, fieldsOf, tellingRegisters } from '../../words/registers.ts';
import { type Base, widthOf } from '../../words/word-text.ts';
import type { Fact } from '../parts/facts.tsx';
import { type BitRange, BitStrip } from './bit-strip.tsx';
import { FieldList } from './field-list.tsx';
import { Meaning } from './meaning.tsx';
import css from './message-view.module.css';
import { RegisterTable } from './register-table.tsx';

interface Props {
  readonly trace: Trace;
  readonly event: CallEvent | ReturnEvent;
  readonly exchange: Exchange;
  readonly selected: number | null;
  readonly onSelect: (register: number | null) => void;
  readonly base: Base;
  readonly onBase: (base: Base) => void;
  readonly more: readonly Fact[];
}

/** A register message: the table, the bits of the selected register (or of the telling ones), and what it means. */
export function MessageView({ trace, event, exchange, selected, onSelect, base, onBase, more }: Props): ReactNode {
  const [lit, setLit] = useState<{ readonly strip: string; readonly range: BitRange } | null>(null);
  const shown =
    selected === null
      ? tellingRegisters(exchange)
      : (['call', 'reply'] as const).flatMap((side) => (exchange[side] === null ? [] : [{ side, index: selected }]));
  return (
    <>
      <RegisterTable exchange={exchange} selected={selected} onSelect={onSelect} base={base} onBase={onBase} />
      <div className={css.bits}>
        {shown.map(({ side, index }) => {
          const s = exchange[side];
          const value = s?.w[index];
          if (s === null || s === undefined || value === undefined) return null;
          const strip = `${side} ${index}`;
          const width = widthOf(value, s.decoded.width);
          const range = lit?.strip === strip ? lit.range : null;
          const onLit = (r: BitRange | null): void => setLit(r === null ? null : { strip, range: r });
          const fields = fieldsOf(s.decoded, index);
          return (
            <div key={strip}>
              <BitStrip
                name={`${width === 64 ? 'x' : 'w'}${index}`}
                of={`the ${side}`}
                value={value}
                width={width}
                fields={fields}
                lit={range}
                onLit={onLit}
              />
              {selected !== null && leaves(fields).length > 1 ? (
                <FieldList fields={fields} base={base} lit={range} onLit={onLit} />
              ) : null}
            </div>
          );
        })}
      </div>
      <Meaning trace={trace} exchange={exchange} reply={event.kind === 'return' ? event : null} more={more} />
    </>
  );
}
