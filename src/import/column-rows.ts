import type { Frame } from '../abi/frame.ts';
import type {
  Actor,
  Args,
  CallEvent,
  Change,
  ContextKind,
  EnterEvent,
  IrqEvent,
  LogEvent,
  Rc,
  ReturnEvent,
  RowBase,
  StepEvent,
  ViolationEvent,
} from '../trace/event.ts';
import { CONTEXT_KINDS, type Columns, ENTER, LEVELS, type Parties, RC_NONE, RC_POINTER } from './columns.ts';
import { knownArgs } from './known-args.ts';
import { knownFrames } from './known-frames.ts';
import { type CallTexts, irqSentence, logSentence, stepSentence } from './sentences.ts';

// One row of each kind out of its columns. What costs time (registers as bigint, arguments, decoding) is a getter, so
// that a fold over a million rows does none of it: a row takes 0.1 µs instead of 14. A copy made with `{...row}`
// leaves the getters out. Fields are declared and assigned by the constructor: as class fields they would be defined
// one by one first, which took two thirds of the time of a fold (Node 20 with 350,000 rows).

const NO_CHANGES: readonly Change[] = [];

abstract class Row implements Omit<RowBase, 'why'> {
  declare readonly row: number;
  declare readonly at: number;
  declare readonly cpu: number;
  declare readonly ctx: string;
  declare readonly ctxKind: ContextKind;
  declare readonly stack: readonly string[];
  declare readonly cause: number | null;
  declare readonly src: null;
  declare readonly fault: null;
  declare readonly action: number;
  readonly #columns: Columns;

  constructor(c: Columns, row: number) {
    const cause = c.cause[row] as number;
    this.row = row;
    this.at = c.at[row] as number;
    this.cpu = c.cpu[row] as number;
    this.ctx = c.strings.text(c.ctx[row] as number);
    this.ctxKind = CONTEXT_KINDS[c.ctxKind[row] as number] ?? 'process';
    this.stack = c.stacks[c.stack[row] as number] ?? [];
    this.cause = cause < 0 ? null : cause;
    this.src = null;
    this.fault = null;
    this.action = -1;
    this.#columns = c;
  }

  /** The search for them costs more than all the rest of a row. */
  get changes(): readonly Change[] {
    return changesOf(this.#columns, this.row);
  }

  protected columns(): Columns {
    return this.#columns;
  }
}

abstract class FrameRow extends Row {
  declare readonly from: Actor;
  declare readonly to: Actor;
  declare readonly via: readonly Actor[];
  #texts: CallTexts | null = null;

  constructor(c: Columns, row: number, party: Parties) {
    super(c, row);
    this.from = party.from;
    this.to = party.to;
    this.via = party.via;
  }

  get w(): Frame {
    return knownFrames(this.columns()).frame(this.row);
  }

  get name(): string {
    return this.#decoded().name;
  }

  get service(): string | null {
    return this.#decoded().service;
  }

  get why(): string {
    return this.#decoded().why;
  }

  protected abstract decode(): CallTexts;

  #decoded(): CallTexts {
    this.#texts ??= this.decode();
    return this.#texts;
  }
}

export class CallRow extends FrameRow implements CallEvent {
  declare readonly kind: 'call';

  constructor(c: Columns, row: number, party: Parties) {
    super(c, row, party);
    this.kind = 'call';
  }

  protected override decode(): CallTexts {
    return knownFrames(this.columns()).call(this.row);
  }
}

export class ReturnRow extends FrameRow implements ReturnEvent {
  declare readonly kind: 'return';
  declare readonly of: number;

  constructor(c: Columns, row: number, party: Parties) {
    super(c, row, party);
    this.kind = 'return';
    this.of = c.cause[row] as number;
  }

  protected override decode(): CallTexts {
    return knownFrames(this.columns()).reply(this.of, this.row);
  }
}

export class EnterRow extends Row implements EnterEvent {
  declare readonly kind: 'enter';
  declare readonly from: Actor;
  declare readonly who: Actor;
  declare readonly to: Actor;
  declare readonly fn: string;
  declare readonly depth: number;

  constructor(c: Columns, row: number, party: Parties) {
    super(c, row);
    this.kind = 'enter';
    this.from = party.from;
    this.who = party.who;
    this.to = party.to;
    this.fn = c.strings.text(c.text[row] as number);
    this.depth = c.depth[row] as number;
  }

  get args(): Args {
    const c = this.columns();
    return knownArgs(c).begun(c.args[this.row] as number);
  }

  get why(): string {
    return stepSentence(this.fn, this.args, 'begins');
  }
}

export class StepRow extends Row implements StepEvent {
  declare readonly kind: 'step';
  declare readonly who: Actor;
  declare readonly to: Actor;
  declare readonly fn: string;
  declare readonly rc: Rc;
  declare readonly depth: number;
  declare readonly enter: number | null;

  constructor(c: Columns, row: number, party: Parties) {
    super(c, row);
    this.kind = 'step';
    this.who = party.who;
    this.to = party.to;
    this.fn = c.strings.text(c.text[row] as number);
    this.depth = c.depth[row] as number;
    this.rc = c.detail[row] === RC_NONE ? null : c.detail[row] === RC_POINTER ? 'ok' : (c.number[row] as number);
    this.enter = this.cause !== null && c.kind[this.cause] === ENTER ? this.cause : null;
  }

  /** Of a return probe: what its beginning showed, then what its end shows. */
  get args(): Args {
    const c = this.columns();
    const begun = this.enter === null ? 0 : (c.args[this.enter] as number);
    return knownArgs(c).ended(begun, c.args[this.row] as number);
  }

  get why(): string {
    const returned = this.enter !== null || this.rc !== null;
    return stepSentence(this.fn, this.args, returned ? this.rc : 'begins');
  }
}

export class IrqRow extends Row implements IrqEvent {
  declare readonly kind: 'irq';
  declare readonly phase: 'taken';
  declare readonly from: Actor;
  declare readonly to: Actor;
  declare readonly irq: string;
  declare readonly intid: number | null;
  declare readonly why: string;

  constructor(c: Columns, row: number, party: Parties) {
    super(c, row);
    this.kind = 'irq';
    this.phase = 'taken';
    this.from = party.from;
    this.to = party.to;
    this.irq = c.strings.text(c.text[row] as number);
    this.intid = (c.number[row] as number) < 0 ? null : (c.number[row] as number);
    this.why = irqSentence(this.irq);
  }
}

export class LogRow extends Row implements LogEvent {
  declare readonly kind: 'log';
  declare readonly who: Actor;
  declare readonly level: LogEvent['level'];
  declare readonly text: string;
  declare readonly why: string;

  constructor(c: Columns, row: number, party: Parties) {
    super(c, row);
    this.kind = 'log';
    this.who = party.who;
    this.level = LEVELS[c.detail[row] as number] ?? 'info';
    this.text = c.strings.text(c.text[row] as number);
    this.why = logSentence(this.who);
  }
}

export class ViolationRow extends Row implements ViolationEvent {
  declare readonly kind: 'violation';
  declare readonly who: Actor;
  declare readonly rule: string;
  declare readonly text: string;
  declare readonly why: string;

  constructor(c: Columns, row: number, party: Parties) {
    super(c, row);
    this.kind = 'violation';
    this.who = party.who;
    this.rule = c.strings.text(c.text[row] as number);
    this.text = c.strings.text(c.args[row] as number);
    this.why = this.text;
  }
}

function changesOf(c: Columns, row: number): readonly Change[] {
  let lo = 0;
  let hi = c.changes;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if ((c.changeRow[mid] as number) < row) lo = mid + 1;
    else hi = mid;
  }
  if (lo === c.changes || c.changeRow[lo] !== row) return NO_CHANGES;
  const list: Change[] = [];
  for (let i = lo; i < c.changes && c.changeRow[i] === row; i++)
    list.push({
      key: c.strings.text(c.changeKey[i] as number),
      before: c.values[c.changeBefore[i] as number],
      after: c.values[c.changeAfter[i] as number],
    });
  return list;
}
