import type { Actor, ContextKind, LogEvent } from '../trace/event.ts';
import { ColumnTables } from './column-tables.ts';
import { ColumnTrace } from './column-trace.ts';
import {
  CALL,
  Columns,
  ENTER,
  IRQ,
  LEVELS,
  LOG,
  RC_NONE,
  RC_NUMBER,
  RC_POINTER,
  RETURN,
  STEP,
  VIOLATION,
} from './columns.ts';
import { type Place, placeOf } from './context-place.ts';
import { frameOfHalves, hexOfHalves } from './halves.ts';
import { Inference } from './infer.ts';
import { Router } from './lanes.ts';
import { OpenFunctions } from './open-functions.ts';
import { unpackFrame } from './packed-frame.ts';
import type { Step } from './probe-step.ts';
import { FRAME_HALVES } from './read-word.ts';
import { type Format, type Recording, ReportBuilder } from './recording.ts';
import { settle } from './settle.ts';
import type { Stack } from './stack.ts';

interface OpenCall {
  readonly row: number;
  readonly frame: number;
}

/**
 * Makes the rows of a recording in the order in which they come. Every importer ends here, so that pairing calls with
 * replies, the world and what is said about gaps are the same for all of them.
 */
export class RecordingBuilder {
  readonly report = new ReportBuilder();
  readonly columns = new Columns();
  readonly #tables = new ColumnTables(this.columns);
  readonly #inference: Inference;
  readonly #router = new Router();
  /** The registers of the call that is answered. */
  readonly #asked = new Uint32Array(FRAME_HALVES);
  readonly #openCalls = new Map<number, OpenCall[]>();
  readonly #functions = new OpenFunctions();
  /** The last row of each context, for "does it ever come back?". */
  readonly #lastRow = new Map<number, number>();
  #at = 0;
  #cpu = 0;
  #ctx = 0;
  #ctxKind = 0;
  #key = 0;
  #lastIrq = -1;

  constructor() {
    this.#inference = new Inference((key, value) => this.#tables.setCell(key, value));
  }

  /** Time of the rows that follow, in nanoseconds from the first row. Time that runs backwards stands still instead. */
  time(at: number): boolean {
    if (!(at >= this.#at)) return false;
    this.#at = at;
    return true;
  }

  /** The rows that follow run there. */
  stand({ cpu, ctx, ctxKind, key }: Place): void {
    this.#cpu = cpu;
    this.#ctx = ctx;
    this.#ctxKind = ctxKind;
    this.#key = key;
  }

  /** Where the rows that follow run (context-place.ts). */
  where(cpu: number, ctx: string, kind: ContextKind): void {
    this.stand(placeOf(this.columns.strings, cpu, ctx, kind));
  }

  /** Registers of a call as halves (words.ts); `from` is who calls. */
  call(halves: Uint32Array, from: Actor): number {
    const earlier = this.#openCalls.get(this.#key);
    for (const open of earlier ?? []) this.#unanswered(open.row, 'the same task makes another call');
    const { to, via } = this.#router.of(from, halves[0] as number, halves[2] as number, halves[4] as number);
    const row = this.#row(CALL, this.#tables.party(from, to, from, via));
    const frame = this.columns.addFrame(halves);
    this.columns.frame[row] = frame;
    this.#openCalls.set(this.#key, [{ row, frame }]);
    this.#inference.call(halves, this.columns.strings.text(this.#ctx));
    this.report.calls++;
    return row;
  }

  /** Registers of the reply to the open call of this task; `caller` is the function that made the call, if it is known. */
  reply(halves: Uint32Array, caller: string | null): boolean {
    const open = this.#openCalls.get(this.#key)?.pop();
    if (open === undefined) {
      this.report.orphans++;
      const w = Array.from({ length: 8 }, (_, i) => hexOfHalves(halves, i)).join(' ');
      this.log('spmc', 'warn', `A reply whose call is not in the recording: ${w}`);
      return false;
    }
    const c = this.columns;
    if (caller !== null) {
      c.stack[open.row] = this.#tables.stackWith(c.stack[open.row] as number, caller);
      c.touch(open.row);
    }
    const row = this.#row(RETURN, this.#tables.backOf(c.party[open.row] as number));
    c.frame[row] = c.addFrame(halves);
    c.cause[row] = open.row;
    c.stack[row] = c.stack[open.row] as number;
    const asked = this.#asked;
    unpackFrame(c.words, open.frame, asked);
    this.#inference.reply(asked, halves, c.strings.text(this.#ctx));
    this.#router.observe(
      asked[0] as number,
      asked[4] as number,
      () => frameOfHalves(asked),
      () => frameOfHalves(halves),
    );
    this.report.replies++;
    return true;
  }

  /** The open call of this task was answered where this recording does not look: that is no reply that is missing. */
  answeredUnseen(): void {
    const open = this.#openCalls.get(this.#key) ?? [];
    this.report.unseen += open.length;
    this.#openCalls.delete(this.#key);
  }

  /** The open call of this task has no reply, and nothing is to be made of it: `why` ends the sentence. */
  endsOpen(why: string): void {
    for (const open of this.#openCalls.get(this.#key) ?? []) this.#unanswered(open.row, why);
    this.#openCalls.delete(this.#key);
  }

  /**
   * The stack of what this task did last, innermost first: of its open call, or of the call that was just answered
   * where that has none or a shorter one. False when the task did nothing yet.
   */
  stack(stack: Stack): boolean {
    const c = this.columns;
    const last = this.#lastRow.get(this.#ctx);
    const open = this.#openCalls.get(this.#key)?.at(-1)?.row;
    const answered =
      open === undefined && last !== undefined && c.kind[last] === RETURN ? (c.cause[last] as number) : -1;
    const call = open ?? answered;
    if (call >= 0 && (open !== undefined || (c.stacks[c.stack[call] as number]?.length ?? 0) < stack.names.length)) {
      if (stack.id < 0) stack.id = this.#tables.stackId(stack.names.toReversed());
      c.stack[call] = stack.id;
      c.touch(call);
      if (answered >= 0 && last !== undefined) {
        c.stack[last] = c.stack[call] as number;
        c.touch(last);
      }
    }
    return last !== undefined;
  }

  /** A probe at the beginning of a function. */
  enter(step: Step): void {
    const to = step.lane;
    const from = this.#functions.callerLane(this.#key) ?? to;
    const row = this.#step(step, from, to);
    this.#functions.enter(this.#key, row, step.fn, to);
    if (this.columns.ctxKind[row] === 2 && this.#lastIrq >= 0) this.columns.cause[row] = this.#lastIrq;
    if (step.name === 'optee_ffa_remove') this.#inference.removing(false);
    else this.#inference.step(step.name, null);
  }

  /** A probe at the return of a function; the arguments may hold its result. */
  exit(step: Step): void {
    const c = this.columns;
    const to = step.lane;
    const from = step.caller ?? to;
    const row = this.#step(step, from, to);
    const begun = this.#functions.exit(this.#key, c.text[row] as number);
    if (begun !== null) {
      c.kind[begun.row] = ENTER;
      c.cause[row] = begun.row;
      // The lane is known better from the entry, which always prints the module.
      c.party[row] = c.party[begun.row] = this.#tables.party(from, begun.lane, stepperOf(from, begun.lane));
      c.touch(begun.row);
    }
    const { result } = step;
    if (typeof result === 'number') {
      c.detail[row] = RC_NUMBER;
      c.number[row] = result;
      this.#inference.step(step.name, result);
    } else c.detail[row] = result === 'ok' ? RC_POINTER : RC_NONE;
    if (step.name === 'optee_ffa_remove') this.#inference.removing(true);
  }

  /** An interrupt that this CPU takes, by the name that its driver gave it. */
  irq(name: string): void {
    const known = /^ARM-FFA-(SRI|NPI)$/.exec(name)?.[1];
    const from: Actor = known === undefined ? 'user' : 'spmc';
    const to: Actor = known === undefined ? 'user' : 'arm_ffa';
    const row = this.#row(IRQ, this.#tables.party(from, to, to));
    this.columns.text[row] = this.columns.strings.id(known ?? name);
    this.columns.number[row] = -1;
    if (known !== undefined) this.#lastIrq = row;
    this.report.irqs++;
  }

  log(who: Actor, level: LogEvent['level'], text: string): void {
    const row = this.#row(LOG, this.#tables.party(who, who, who));
    this.columns.text[row] = this.columns.strings.id(text);
    this.columns.detail[row] = LEVELS.indexOf(level);
    this.report.logs++;
  }

  /** Events that are missing here; `count` null when the kernel does not say how many. */
  lost(cpu: number | null, count: number | null): void {
    this.report.lost += count ?? 1;
    const where = cpu === null ? '' : ` of CPU ${cpu}`;
    const many = count === null ? 'Events' : count === 1 ? '1 event' : `${count} events`;
    this.log('user', 'warn', `${many}${where} were lost here: the buffer of the trace was full.`);
  }

  /** The recording as far as it is read: what never ends is not known yet. */
  soFar(format: Format, timed: boolean): Recording {
    return { format, trace: new ColumnTrace(this.columns), report: this.report, timed };
  }

  /** The whole recording. Says which calls and functions have no end, and how deep each function lies. */
  finish(format: Format, timed: boolean): Recording {
    settle(this.columns, {
      functions: this.#functions.open(),
      calls: [...this.#openCalls.values()].flat().map((o) => o.row),
      lastRowOf: (row) => this.#lastRow.get(this.columns.ctx[row] as number) ?? row,
      hang: (row, text) => this.#closing(VIOLATION, row, text),
      unanswered: (row, why) => this.#unanswered(row, why),
    });
    this.columns.trim();
    return { format, trace: new ColumnTrace(this.columns), report: this.report, timed };
  }

  #unanswered(row: number, why: string): void {
    this.report.unanswered++;
    this.#closing(LOG, row, `No reply to the call in row ${row}: ${why}.`);
  }

  /** A row that says what is missing after `cause`. */
  #closing(kind: number, cause: number, text: string): void {
    const c = this.columns;
    const who = c.parties[c.party[cause] as number]?.who ?? 'user';
    const row = this.#row(kind, this.#tables.party(who, who, who));
    c.ctx[row] = c.ctx[cause] as number;
    c.ctxKind[row] = c.ctxKind[cause] as number;
    c.cpu[row] = c.cpu[cause] as number;
    c.cause[row] = cause;
    if (kind === VIOLATION) {
      c.text[row] = c.strings.id('HANG');
      c.args[row] = c.strings.id(text);
    } else {
      c.text[row] = c.strings.id(text);
      c.detail[row] = LEVELS.indexOf('warn');
    }
  }

  #step({ fn, args }: Step, from: Actor, to: Actor): number {
    const row = this.#row(STEP, this.#tables.party(from, to, stepperOf(from, to)));
    this.columns.text[row] = fn;
    this.columns.args[row] = args;
    this.report.steps++;
    return row;
  }

  #row(kind: number, party: number): number {
    const c = this.columns;
    const row = c.addRow();
    c.kind[row] = kind;
    c.at[row] = this.#at;
    c.cpu[row] = this.#cpu;
    c.ctx[row] = this.#ctx;
    c.ctxKind[row] = this.#ctxKind;
    c.cause[row] = -1;
    c.frame[row] = -1;
    c.party[row] = party;
    this.#lastRow.set(this.#ctx, row);
    return row;
  }
}

/** A function of the FF-A core that the driver calls is a step of the driver in the core's lane. */
const stepperOf = (from: Actor, to: Actor): Actor => (from === 'optee-driver' && to === 'arm_ffa' ? from : to);
