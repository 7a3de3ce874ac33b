import type { ReactNode } from 'react';
import { decodeCall, decodeReply } from '../../abi/decode.ts';
import { type Fork, sideName } from '../../store/session/pair.ts';
import type { Differing } from '../../store/session/pair-lines.ts';
import { useScope } from '../../store/store.ts';
import { answerOf, type DifferingRegister, frameOf, registersOf } from '../../study/difference.ts';
import type { TraceEvent } from '../../trace/event.ts';
import type { Trace } from '../../trace/trace.ts';
import { headText } from '../../words/event-text.ts';
import { fieldsOf, type RegisterRow, registerRows } from '../../words/registers.ts';
import { widthOf } from '../../words/word-text.ts';
import { BitStrip } from '../inspect/bit-strip.tsx';
import head from '../inspect/head.module.css';
import table from '../inspect/register-table.module.css';
import { Note } from '../inspect/register-table.tsx';
import { Badge } from '../parts/badge.tsx';
import { type Fact, Facts } from '../parts/facts.tsx';
import told from '../parts/hidden.module.css';
import { Word } from '../parts/word.tsx';
import css from './difference-view.module.css';

interface Props {
  readonly fork: Fork;
  readonly rows: Differing;
  /** Facts that hold for any row: the fault, the cause. */
  readonly more: readonly Fact[];
}

/** Two rows that answer the same question differently: both answers, register by register, and what each means. */
export function DifferenceView({ fork, rows: { oldRow, newRow, first }, more }: Props): ReactNode {
  const [a, b] = [fork.old.trace, fork.fresh.trace];
  const [left, right] = fork.model === null ? (['Old', 'New'] as const) : (['Recorded', 'Model'] as const);
  const [old, fresh] = [a.row(oldRow), b.row(newRow)];
  const here = fork.side === 'a' ? old : fresh;
  const [oldFrame, newFrame] = [frameOf(old), frameOf(fresh)];
  const registers = oldFrame === null || newFrame === null ? null : registersOf(oldFrame, newFrame);
  const differ = registers?.filter((r) => r.differs).map((r) => `w${r.index}`) ?? [];
  const before =
    oldRow === 0
      ? 'Nothing stands before it.'
      : fork.model === null
        ? 'Every row before it is equal.'
        : 'Every call before it is equal.';
  return (
    <>
      <header className={head.head}>
        <div className={head.line}>
          <h2>{first ? `Row ${here.row}, first difference` : headText(here)}</h2>
          <span className={head.badge}>
            <Badge tone="fault">{differ.length === 0 ? 'differs' : differ.join(', ')}</Badge>
          </span>
        </div>
        <p>
          Row {oldRow} of the {sideName(fork, 'a')} beside row {newRow} of the {sideName(fork, 'b')}.{' '}
          {first ? before : ''}
        </p>
      </header>
      {registers === null ? null : (
        <Registers registers={registers} old={[a, old]} fresh={[b, fresh]} names={[left, right]} />
      )}
      <Facts facts={[...sayings(left, a, old), ...sayings(right, b, fresh), ...more]} />
    </>
  );
}

function sayings(term: string, trace: Trace, e: TraceEvent): Fact[] {
  const frame = frameOf(e);
  if (frame === null) return [{ term, text: answerOf(e) }];
  return [{ term, text: decodedOf(trace, e)?.sentence ?? e.why }];
}

function decodedOf(trace: Trace, e: TraceEvent): ReturnType<typeof decodeCall> | null {
  if (e.kind === 'call') return decodeCall(e.w);
  if (e.kind !== 'return') return null;
  const call = e.of >= 0 ? trace.row(e.of) : null;
  return decodeReply(call?.kind === 'call' ? call.w : [], e.w);
}

interface RegistersProps {
  readonly registers: readonly DifferingRegister[];
  readonly old: readonly [Trace, TraceEvent];
  readonly fresh: readonly [Trace, TraceEvent];
  /** What the two are called: `Old` and `New`. */
  readonly names: readonly [string, string];
}

function Registers({ registers, old, fresh, names: [left, right] }: RegistersProps): ReactNode {
  const selected = useScope((s) => s.register);
  const select = useScope((s) => s.select);
  const oldDecoded = decodedOf(...old);
  const newDecoded = decodedOf(...fresh);
  const wide = Math.max(oldDecoded?.width ?? 32, newDecoded?.width ?? 32) === 64 ? 64 : 32;
  const word = fresh[1].kind === 'call' ? 'call' : 'reply';
  const shown = selected ?? registers.find((r) => r.differs && r.index > 0)?.index ?? null;
  const opened = shown === null ? undefined : registers[shown];
  // The two answers stand where a call and its reply do elsewhere, so that the checks are the same.
  const notes =
    oldDecoded === null || newDecoded === null
      ? []
      : registerRows({
          call: { row: old[1].row, w: registers.map((r) => r.old), decoded: oldDecoded },
          reply: { row: fresh[1].row, w: registers.map((r) => r.fresh), decoded: newDecoded },
        });
  return (
    <>
      <table className={table.table}>
        <caption className={told.hidden}>
          Registers of the {word}, {left.toLowerCase()} and {right.toLowerCase()}
        </caption>
        <thead>
          <tr>
            <th scope="col" className={table.colHead}>
              <span className={told.hidden}>Register</span>
            </th>
            <th scope="col" className={table.colHead}>
              {left} {word}
            </th>
            <th scope="col" className={table.colHead}>
              {right} {word}
            </th>
            <th scope="col" className={table.fieldHead}>
              Field
            </th>
          </tr>
        </thead>
        <tbody>
          {registers.map((r) => (
            <tr key={r.index} className={`${table.row} ${r.index === selected ? table.selected : ''}`}>
              <th scope="row" className={table.name}>
                <button
                  type="button"
                  className={table.pick}
                  aria-pressed={r.index === selected}
                  onClick={() => select(r.index === selected ? null : r.index)}
                >
                  {wide === 64 ? 'x' : 'w'}
                  {r.index}
                </button>
              </th>
              <td className={table.value}>
                <Word value={r.old} width={widthOf(r.old, wide)} base="hex" />
              </td>
              <td className={`${table.value} ${r.differs ? css.differs : ''}`}>
                <Word value={r.fresh} width={widthOf(r.fresh, wide)} base="hex" />
                {r.differs ? <span className={told.hidden}>, differs</span> : null}
              </td>
              <td className={table.field}>
                <NoteOf row={notes[r.index]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {opened === undefined || newDecoded === null ? null : (
        <div className={css.bits}>
          <BitStrip
            name={`w${opened.index}`}
            of={`the ${right.toLowerCase()} ${word}`}
            value={opened.fresh}
            width={widthOf(opened.fresh, wide)}
            fields={fieldsOf(newDecoded, opened.index)}
            lit={null}
            onLit={() => undefined}
          />
        </div>
      )}
    </>
  );
}

function NoteOf({ row }: { readonly row: RegisterRow | undefined }): ReactNode {
  return row === undefined ? null : <Note row={row} />;
}
