import type { ReactNode } from 'react';
import { type Exchange, type RegisterRow, registerRows } from '../../words/registers.ts';
import { BASES, type Base } from '../../words/word-text.ts';
import { Glyph } from '../parts/badge.tsx';
import told from '../parts/hidden.module.css';
import { Word } from '../parts/word.tsx';
import css from './register-table.module.css';

interface Props {
  readonly exchange: Exchange;
  readonly selected: number | null;
  readonly onSelect: (register: number | null) => void;
  readonly base: Base;
  readonly onBase: (base: Base) => void;
}

/** w0..w7 of the call and of its reply, what changed, and what each register means. Binary shows one side only. */
export function RegisterTable({ exchange, selected, onSelect, base, onBase }: Props): ReactNode {
  const rows = registerRows(exchange);
  const oneSide = base === 'binary';
  const side = exchange.reply === null ? 'Call' : 'Reply';
  return (
    <table className={css.table}>
      <caption className={told.hidden}>Registers of the call and of its reply</caption>
      <thead>
        <tr>
          <th scope="col" className={css.colHead}>
            <span className={told.hidden}>Register</span>
          </th>
          {oneSide ? (
            <th scope="col" className={css.colHead}>
              {side}
            </th>
          ) : null}
          {oneSide ? null : (
            <th scope="col" className={css.colHead}>
              Call
            </th>
          )}
          {oneSide ? null : (
            <th scope="col" className={css.colHead}>
              Reply
            </th>
          )}
          <th scope="col" className={css.fieldHead}>
            <span className={css.fieldTitle}>Field</span>
            <BaseSwitch base={base} onBase={onBase} />
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((r) => (
          <tr key={r.index} className={`${css.row} ${r.index === selected ? css.selected : ''}`}>
            <th scope="row" className={css.name}>
              <button
                type="button"
                className={css.pick}
                data-register={r.index}
                aria-pressed={r.index === selected}
                onClick={() => onSelect(r.index === selected ? null : r.index)}
              >
                {r.name}
              </button>
            </th>
            {oneSide ? (
              <td className={css.value}>
                <Value value={side === 'Call' ? r.call : r.reply} row={r} base={base} absent="not recorded" />
              </td>
            ) : (
              <>
                <td className={css.value}>
                  <Value value={r.call} row={r} base={base} absent="not recorded" />
                </td>
                <td className={`${css.value} ${r.changed ? css.changed : ''}`}>
                  <Value
                    value={r.reply}
                    row={r}
                    base={base}
                    absent={exchange.reply === null ? 'not yet' : 'not recorded'}
                  />
                  {r.changed ? <span className={told.hidden}>, changed</span> : null}
                </td>
              </>
            )}
            <td className={css.field}>
              <Note row={r} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value(p: {
  readonly value: bigint | undefined;
  readonly row: RegisterRow;
  readonly base: Base;
  readonly absent: string;
}): ReactNode {
  if (p.value === undefined) return <span className={css.absent}>{p.absent}</span>;
  return <Word value={p.value} width={p.row.width} base={p.base} />;
}

/** What a register means: its field, that it must be zero, or what is wrong with it. */
export function Note({ row }: { readonly row: RegisterRow }): ReactNode {
  const { note } = row;
  switch (note.kind) {
    case 'text':
      return <span title={note.text}>{note.text}</span>;
    case 'mbz':
      return (
        <span className={css.mbz} title="Must be zero, and it is">
          <span className={css.good}>
            <Glyph tone="ok" />
          </span>
          MBZ
        </span>
      );
    case 'wrong':
      return (
        <span className={`${css.mbz} ${css.bad}`} title={`Must be zero, and it is ${note.text}`}>
          <Glyph tone="error" />
          MBZ {note.text}
        </span>
      );
  }
}

const BASE_LABEL: Readonly<Record<Base, string>> = { hex: 'hex', decimal: 'dec', binary: 'bin' };

function BaseSwitch({ base, onBase }: { readonly base: Base; readonly onBase: (base: Base) => void }): ReactNode {
  return (
    <fieldset className={css.bases}>
      <legend className={told.hidden}>Number base</legend>
      {BASES.map((b) => (
        <label key={b} className={`${css.base} ${b === base ? css.baseOn : ''}`}>
          <input
            type="radio"
            name="number-base"
            className={told.hidden}
            checked={b === base}
            onChange={() => onBase(b)}
          />
          {BASE_LABEL[b]}
        </label>
      ))}
    </fieldset>
  );
}
