import type { ReactNode } from 'react';
import { decodeCall, decodeReply } from '../../abi/decode.ts';
import { type Pair, sideName } from '../../store/session/pair.ts';
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
  readonly pair: Pair;
  readonly rows: Differing;
  /** Facts that hold for any row: the fault, the cause. */
  readonly more: readonly Fact[];
}

/** Two rows that answer the same question differently: both answers, register by register, and what each means. */
export function DifferenceView({ pair, rows, more }: Props): ReactNode {
  const [leftName, rightName] =
    pair.counterpart === null ? (['Old', 'New'] as const) : (['Recorded', 'Model'] as const);
  const [left, right] = [eventIn(pair.left.trace, rows.left), eventIn(pair.right.trace, rows.right)];
  const here = pair.side === 'left' ? left : right;
  const [leftFrame, rightFrame] = [frameOf(left.event), frameOf(right.event)];
  const registers = leftFrame === null || rightFrame === null ? null : registersOf(leftFrame, rightFrame);
  const differ = registers?.filter((r) => r.differs).map((r) => `w${r.index}`) ?? [];
  const before =
    rows.left === 0
      ? 'Nothing stands before it.'
      : pair.counterpart === null
        ? 'Every row before it is equal.'
        : 'Every call before it is equal.';
  return (
    <>
      <header className={head.head}>
        <div className={head.line}>
          <h2>{rows.first ? `Row ${here.event.row}, first difference` : headText(here.event)}</h2>
          <span className={head.badge}>
            <Badge tone="fault">{differ.length === 0 ? 'differs' : differ.join(', ')}</Badge>
          </span>
        </div>
        <p>
          Row {rows.left} of the {sideName(pair, 'left')} beside row {rows.right} of the {sideName(pair, 'right')}.{' '}
          {rows.first ? before : ''}
        </p>
      </header>
      {registers === null ? null : (
        <Registers registers={registers} left={left} right={right} names={[leftName, rightName]} />
      )}
      <Facts facts={[...sayings(leftName, left), ...sayings(rightName, right), ...more]} />
    </>
  );
}

/** A row of one half. */
interface RowOf {
  readonly trace: Trace;
  readonly event: TraceEvent;
}

const eventIn = (trace: Trace, row: number): RowOf => ({ trace, event: trace.row(row) });

function sayings(term: string, row: RowOf): Fact[] {
  const { event } = row;
  if (frameOf(event) === null) return [{ term, text: answerOf(event) }];
  return [{ term, text: decodedOf(row)?.sentence ?? event.why }];
}

function decodedOf({ trace, event: e }: RowOf): ReturnType<typeof decodeCall> | null {
  if (e.kind === 'call') return decodeCall(e.w);
  if (e.kind !== 'return') return null;
  const call = e.of >= 0 ? trace.row(e.of) : null;
  return decodeReply(call?.kind === 'call' ? call.w : [], e.w);
}

interface RegistersProps {
  readonly registers: readonly DifferingRegister[];
  readonly left: RowOf;
  readonly right: RowOf;
  /** What the two are called: `Old` and `New`. */
  readonly names: readonly [string, string];
}

function Registers({ registers, left, right, names: [leftName, rightName] }: RegistersProps): ReactNode {
  const selected = useScope((s) => s.register);
  const select = useScope((s) => s.select);
  const leftDecoded = decodedOf(left);
  const rightDecoded = decodedOf(right);
  const wide = Math.max(leftDecoded?.width ?? 32, rightDecoded?.width ?? 32) === 64 ? 64 : 32;
  const word = right.event.kind === 'call' ? 'call' : 'reply';
  const shown = selected ?? registers.find((r) => r.differs && r.index > 0)?.index ?? null;
  const opened = shown === null ? undefined : registers[shown];
  // The two answers stand where a call and its reply do elsewhere, so that the checks are the same.
  const notes =
    leftDecoded === null || rightDecoded === null
      ? []
      : registerRows({
          call: { row: left.event.row, w: registers.map((r) => r.left), decoded: leftDecoded },
          reply: { row: right.event.row, w: registers.map((r) => r.right), decoded: rightDecoded },
        });
  return (
    <>
      <table className={table.table}>
        <caption className={told.hidden}>
          Registers of the {word}, {leftName.toLowerCase()} and {rightName.toLowerCase()}
        </caption>
        <thead>
          <tr>
            <th scope="col" className={table.colHead}>
              <span className={told.hidden}>Register</span>
            </th>
            <th scope="col" className={table.colHead}>
              {leftName} {word}
            </th>
            <th scope="col" className={table.colHead}>
              {rightName} {word}
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
                <Word value={r.left} width={widthOf(r.left, wide)} base="hex" />
              </td>
              <td className={`${table.value} ${r.differs ? css.differs : ''}`}>
                <Word value={r.right} width={widthOf(r.right, wide)} base="hex" />
                {r.differs ? <span className={told.hidden}>, differs</span> : null}
              </td>
              <td className={table.field}>
                <NoteOf row={notes[r.index]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {opened === undefined || rightDecoded === null ? null : (
        <div className={css.bits}>
          <BitStrip
            name={`w${opened.index}`}
            of={`the ${rightName.toLowerCase()} ${word}`}
            value={opened.right}
            width={widthOf(opened.right, wide)}
            fields={fieldsOf(rightDecoded, opened.index)}
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
