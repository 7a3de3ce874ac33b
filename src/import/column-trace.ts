import type { FrameSaid } from '../abi/field.ts';
import type { Actor, TraceEvent } from '../trace/event.ts';
import { saidIn } from '../trace/said-in.ts';
import type { Ends, Trace } from '../trace/trace.ts';
import { CallRow, EnterRow, IrqRow, LogRow, ReturnRow, StepRow, ViolationRow } from './column-rows.ts';
import { type Columns, KINDS, type Parties } from './columns.ts';

/** A recording as a trace: a row is made out of its columns when it is asked for. */
export class ColumnTrace implements Trace {
  readonly columns: Columns;
  /** The rows that the columns had when this was made: they may grow. */
  readonly length: number;

  constructor(columns: Columns) {
    this.columns = columns;
    this.length = columns.length;
  }

  get root(): object {
    return this.columns;
  }

  get actors(): readonly Actor[] {
    return this.columns.parties.flatMap((p) => [p.from, p.to, p.who]);
  }

  ends(index: number): Ends {
    const { parties, party } = this.columns;
    return parties[party[index] as number] as Parties;
  }

  said(index: number): FrameSaid {
    return saidIn(this, this.row(index));
  }

  row(index: number): TraceEvent {
    const c = this.columns;
    if (!(index >= 0 && index < this.length)) throw new RangeError(`row ${index} is outside 0..${this.length - 1}`);
    const party = c.parties[c.party[index] as number] as Parties;
    switch (KINDS[c.kind[index] as number]) {
      case 'call':
        return new CallRow(c, index, party);
      case 'return':
        return new ReturnRow(c, index, party);
      case 'enter':
        return new EnterRow(c, index, party);
      case 'step':
        return new StepRow(c, index, party);
      case 'irq':
        return new IrqRow(c, index, party);
      case 'violation':
        return new ViolationRow(c, index, party);
      default:
        return new LogRow(c, index, party);
    }
  }

  *rows(from = 0, to = this.length): Iterable<TraceEvent> {
    for (let i = Math.max(from, 0); i < Math.min(to, this.length); i++) yield this.row(i);
  }
}
