import type { Frame } from '../abi/frame.ts';
import { lo32 } from '../base/bits.ts';
import { printable } from '../base/printable.ts';
import { isActor } from '../trace/actors.ts';
import { CONTEXTS } from '../trace/contexts.ts';
import type {
  Actor,
  Arg,
  Args,
  CallEvent,
  Change,
  ContextKind,
  EnterEvent,
  LogEvent,
  Rc,
  ReturnEvent,
  RowBase,
  StepEvent,
  TraceEvent,
  Value,
} from '../trace/event.ts';
import { MemoryTrace } from '../trace/memory-trace.ts';
import { Inference } from './infer.ts';
import type { Json } from './json.ts';
import { Router, reversed } from './lanes.ts';
import { FRAME_HALVES } from './read-word.ts';
import { callTexts, replyTexts, stepSentence } from './sentences.ts';

/**
 * Events out of JSON lines. What a line does not carry is worked out: who passes a call on from its registers, the row
 * where a step began from its depth, the world from the frames. Lines with `changes` say themselves what they wrote
 * (trace/jsonl.ts, jsonStateLine): then nothing is worked out of the frames.
 */
export class JsonLineEvents {
  readonly trace = new MemoryTrace();
  /** Rows by the number that the file gives them: a line that was lost moves the others. */
  readonly #rows = new Map<number, TraceEvent>();
  readonly #open = new Map<string, EnterEvent[]>();
  readonly #cells = new Map<string, Value>();
  readonly #router = new Router();
  readonly #inference = new Inference((key, after) => this.#change(key, after));
  #changes: Change[] = [];
  /** Does the line say what it wrote? */
  #told = false;

  /** Adds the event; a sentence where it is none. */
  add(o: Json): string | null {
    this.#changes = [];
    this.#told = Array.isArray(o.changes);
    for (const c of this.#told ? (o.changes as Json[]) : []) this.#given(c);
    const event = this.#event(o);
    if (typeof event === 'string') return event;
    this.trace.append(event);
    this.#rows.set(o.row as number, event);
    return null;
  }

  #event(o: Json): TraceEvent | string {
    switch (o.kind) {
      case 'call':
        return this.#call(o);
      case 'return':
        return this.#return(o);
      case 'enter':
        return this.#enter(o);
      case 'step':
        return this.#step(o);
      case 'irq': {
        const phase = o.phase === 'raised' || o.phase === 'lost' ? o.phase : 'taken';
        const intid = typeof o.intid === 'number' ? o.intid : null;
        return { ...this.#base(o), kind: 'irq', from: actor(o.from), to: actor(o.to), irq: text(o.irq), intid, phase };
      }
      case 'change':
        return { ...this.#base(o), kind: 'change', who: actor(o.who) };
      case 'log':
        return { ...this.#base(o), kind: 'log', who: actor(o.who), level: level(o.level), text: text(o.text) };
      case 'choice': {
        const options = Array.isArray(o.options) ? o.options.map(text) : [];
        return { ...this.#base(o), kind: 'choice', options, chosen: typeof o.chosen === 'number' ? o.chosen : 0 };
      }
      default:
        return { ...this.#base(o), kind: 'violation', who: actor(o.who), rule: text(o.rule), text: text(o.text) };
    }
  }

  #call(o: Json): CallEvent | string {
    const w = frameOf(o.w);
    if (w === null) return 'The registers of this call are not eight words.';
    const texts = callTexts(w);
    const route = this.#router.of(actor(o.from), low(w[0]), low(w[1]), low(w[2]));
    if (!this.#told) this.#inference.call(halvesOf(w), text(o.ctx));
    const to = isActor(text(o.to)) ? actor(o.to) : route.to;
    const why = typeof o.why === 'string' ? o.why : texts.why;
    const { name, service } = texts;
    return {
      ...this.#base(o),
      kind: 'call',
      from: route.from,
      to,
      via: route.via,
      w,
      name,
      service,
      why,
      changes: this.#changes,
    };
  }

  #return(o: Json): ReturnEvent | string {
    const w = frameOf(o.w);
    if (w === null) return 'The registers of this reply are not eight words.';
    const call = typeof o.of === 'number' ? this.#rows.get(o.of) : undefined;
    if (call?.kind !== 'call') return 'This reply names no call that is in the file.';
    const texts = replyTexts(call.w, w);
    if (!this.#told) this.#inference.reply(halvesOf(call.w), halvesOf(w), text(o.ctx));
    this.#router.observe(
      low(call.w[0]),
      low(call.w[2]),
      () => call.w,
      () => w,
    );
    const back = reversed(call);
    const why = typeof o.why === 'string' ? o.why : texts.why;
    const { name, service } = texts;
    const { from, to, via } = back;
    return {
      ...this.#base(o),
      kind: 'return',
      from,
      to,
      via,
      w,
      name,
      service,
      why,
      of: call.row,
      cause: call.row,
      changes: this.#changes,
    };
  }

  #enter(o: Json): EnterEvent {
    const args = argsOf(o.args);
    const fn = text(o.fn);
    const who = actor(o.who);
    const why = typeof o.why === 'string' ? o.why : stepSentence(fn, args, 'begins');
    const base = this.#base(o);
    const event: EnterEvent = {
      ...base,
      kind: 'enter',
      from: actor(o.from),
      who,
      to: actor(o.to),
      fn,
      args,
      depth: count(o.depth),
      why,
    };
    const key = `${event.ctx} ${who}`;
    this.#open.set(key, [...(this.#open.get(key) ?? []).filter((e) => e.depth < event.depth), event]);
    return event;
  }

  #step(o: Json): StepEvent {
    const args = argsOf(o.args);
    const fn = text(o.fn);
    const who = actor(o.who);
    const rc: Rc = typeof o.rc === 'number' ? o.rc : o.rc === 'ok' ? 'ok' : null;
    const depth = count(o.depth);
    const base = this.#base(o);
    const open = this.#open.get(`${base.ctx} ${who}`) ?? [];
    const begun = open.find((e) => e.depth === depth && e.fn === fn);
    if (begun !== undefined) open.length = open.indexOf(begun);
    if (typeof rc === 'number' && !this.#told) this.#inference.step(fn, rc);
    const to = begun?.to ?? who;
    const why = typeof o.why === 'string' ? o.why : stepSentence(fn, args, rc);
    const enter = begun?.row ?? null;
    return { ...base, kind: 'step', who, to, fn, args, rc, depth, enter, why, cause: enter, changes: this.#changes };
  }

  #base(o: Json): RowBase {
    const ctx = text(o.ctx);
    return {
      row: this.trace.length,
      at: count(o.at),
      cpu: count(o.cpu),
      ctx,
      ctxKind: isContextKind(o.ctxKind) ? o.ctxKind : contextKind(ctx),
      stack: [],
      cause: null,
      why: text(o.why),
      src: null,
      fault: null,
      action: -1,
      changes: this.#changes,
    };
  }

  #given(c: Json | null): void {
    if (typeof c === 'object' && c !== null && typeof c.key === 'string')
      this.#change(c.key, wordOr(c.after) ?? undefined);
  }

  #change(key: string, after: Value | undefined): void {
    const before = this.#cells.get(key);
    if (before === after) return;
    if (after === undefined) this.#cells.delete(key);
    else this.#cells.set(key, after);
    this.#changes.push({ key, before, after });
  }
}

const text = (v: unknown): string => (typeof v === 'string' ? printable(v) : '');
const count = (v: unknown): number => (typeof v === 'number' && v >= 0 && Number.isSafeInteger(v) ? v : 0);
const actor = (v: unknown): Actor => {
  const name = text(v);
  return isActor(name) ? name : 'user';
};
const level = (v: unknown): LogEvent['level'] => (v === 'error' || v === 'warn' || v === 'debug' ? v : 'info');

const REGISTERS = 8;
const MOST_REGISTERS = 18;

const isContextKind = (v: unknown): v is ContextKind => typeof v === 'string' && Object.hasOwn(CONTEXTS, v);

/** The kind of a context by its name, for lines that do not carry it. */
function contextKind(ctx: string): ContextKind {
  if (/^ARM-FFA-(SRI|NPI)/.test(ctx)) return 'hardirq';
  return /^kworker|^events|wq$|^optee_notification/.test(ctx) ? 'worker' : 'process';
}

/** x0..x7; a recording has no room for the x8..x17 that a call of SMCCC 1.2 may have. */
function frameOf(v: unknown): Frame | null {
  if (!Array.isArray(v) || v.length < REGISTERS || v.length > MOST_REGISTERS) return null;
  const w = v.slice(0, REGISTERS).map(wordOr);
  return w.every((x) => typeof x === 'bigint') ? w : null;
}

/** Words are hexadecimal text; everything else is what it is. */
function wordOr(v: unknown): Value {
  if (typeof v === 'string') return /^0x[0-9a-f]{1,16}$/.test(v) ? BigInt(v) : v;
  return typeof v === 'number' || typeof v === 'boolean' ? v : null;
}

function argsOf(v: unknown): Args {
  if (typeof v !== 'object' || v === null || Array.isArray(v)) return {};
  return Object.fromEntries(Object.entries(v).map(([name, value]) => [name, argOf(value)]));
}

const argOf = (v: unknown): Arg => (Array.isArray(v) ? v.map(argOf) : typeof v === 'string' ? v : wordOr(v));

function halvesOf(w: Frame): Uint32Array {
  const halves = new Uint32Array(FRAME_HALVES);
  for (const [i, x] of w.entries()) {
    halves[2 * i] = Number(x & 0xffff_ffffn);
    halves[2 * i + 1] = Number(x >> 32n);
  }
  return halves;
}

/** The low half of a register. */
const low = (word: bigint | undefined): number => Number(lo32(word ?? 0n));
