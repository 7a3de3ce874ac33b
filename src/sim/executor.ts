import { type Hash, hashPair, hashText } from '../base/hash-data.ts';
import type { Args, ContextKind, Rc, Value } from '../trace/event.ts';
import type { Context } from './context.ts';
import type { Control } from './control.ts';
import type { Condition, Draft, FiberEnd, Op, Self, SpawnSpec } from './effect.ts';
import type { ExecutorParts } from './executor-parts.ts';
import type { Struck } from './fault.ts';
import type { Watch } from './footprint.ts';
import type { Interpreter } from './interpreter.ts';
import type { Ref } from './memory.ts';
import type { OpenStep } from './open-step.ts';
import { beginStep, endStep, enterOpenSteps } from './open-steps.ts';
import type { Recorder } from './recorder.ts';
import { cpuName, type Idle, type Scheduler } from './scheduler.ts';
import { strike } from './strike.ts';
import { WatchedData } from './watched-data.ts';

const RESUMED: Hash = hashText('resumed');

/** Carries out the effects of the context that runs. */
export class Executor implements Interpreter {
  /** At this many rows the context stops, whoever may run next. */
  until = Number.POSITIVE_INFINITY;
  readonly #parts: ExecutorParts;
  readonly #recorder: Recorder;
  readonly #scheduler: Scheduler;
  readonly #data: WatchedData;
  readonly #watch: Watch | null;
  /** Steps that ended with a row since the context was resumed, and after how many it stops. */
  taken = 0;
  most = Number.POSITIVE_INFINITY;
  /** Did the last of them end with a row? Else it waits, or has ended. */
  stoppedByRow = false;
  #runs: Context | null = null;
  /** Who runs next, where that was found out already. */
  #next: Context | Idle | null = null;

  constructor(parts: ExecutorParts) {
    this.#parts = parts;
    this.#recorder = parts.recorder;
    this.#scheduler = parts.scheduler;
    this.#data = new WatchedData(parts, (hash) => this.#context.control.told(hash));
    this.#watch = parts.watch;
  }

  /** Who runs next, or why nobody does. */
  next(): Context | Idle {
    const known = this.#next;
    this.#next = null;
    return known ?? this.#scheduler.next();
  }

  /** Lets a context go on until it stops: another runs next, it waits, or it has ended. */
  resume(c: Context): void {
    this.#runs = c;
    this.taken = 0;
    this.stoppedByRow = false;
    if (this.#watches && c.fiber === null) c.own.told(RESUMED);
    if (c.own.next().done !== true) return;
    c.state = 'done';
    this.#scheduler.leave(c);
  }

  /** Does somebody ask where the generators are? */
  get #watches(): boolean {
    return this.#watch?.places === true;
  }

  get #context(): Context {
    return this.#runs as Context;
  }

  get(key: string): Value | undefined {
    return this.#data.get(key);
  }

  set(key: string, value: Value | undefined): void {
    this.#data.set(key, value);
  }

  under(prefix: string): readonly (readonly [key: string, value: Value])[] {
    return this.#data.under(prefix);
  }

  read<T>(ref: Ref<T>): T {
    return this.#data.read(ref);
  }

  write(ref: Ref<unknown>, value: unknown): void {
    this.#data.write(ref, value);
  }

  update<T>(ref: Ref<T>, change: (now: T) => T): void {
    this.#data.update(ref, change);
  }

  abandon(ref: Ref<unknown>): void {
    this.#data.abandon(ref);
  }

  forget(prefix: string): void {
    this.#data.forget(prefix);
  }

  fresh(): string {
    const name = this.#context.nameNext();
    if (this.#watches) this.#context.control.told(hashText(name));
    return name;
  }

  spawn(spec: SpawnSpec): void {
    const c = this.#context;
    const cause = spec.cause ?? c.causeNow;
    const id = c.nameNext();
    const hash = this.#watch === null ? 0 : hashPair(c.control.hash, hashText(id));
    this.#scheduler.spawn(spec, { id, action: c.action, cause, hash });
  }

  self(): Self {
    return this.#context.describe();
  }

  stack(): readonly string[] {
    return this.#context.stackNow();
  }

  become(kind: ContextKind | 'home'): void {
    const c = this.#context;
    this.#watch?.write(cpuName(c.cpu));
    c.kind = kind === 'home' ? c.home : kind;
  }

  atomic(by: 1 | -1): void {
    this.#watch?.write(cpuName(this.#context.cpu));
    this.#context.atomic += by;
  }

  mask(by: 1 | -1): void {
    this.#watch?.write(cpuName(this.#context.cpu));
    this.#context.masked += by;
  }

  push(fn: string): void {
    const c = this.#context;
    if (this.#watches) c.control.opened();
    c.enterFunction(fn);
  }

  pop(result: unknown): void {
    const c = this.#context;
    c.leaveFunction();
    if (this.#watches) c.control.closed(result);
  }

  open(row: number): void {
    const { control } = this.#context;
    if (this.#watches) control.opened();
    control.open.push(row);
  }

  close(result: unknown): void {
    const { control } = this.#context;
    control.open.pop();
    if (this.#watches) control.closed(result);
  }

  enter(): void {
    if (this.#watches) this.#context.control.opened();
  }

  ended(result: unknown): void {
    if (this.#watches) this.#context.control.closed(result);
  }

  leaves(value: unknown): void {
    if (this.#watches) this.#context.control.leaves(value);
  }

  callFault(call: string): Struck | null {
    return strike(this.#parts, this.#context.control, 'call', call);
  }

  serviceFault(service: string): Struck | null {
    return strike(this.#parts, this.#context.control, 'service', service);
  }

  raise(irq: string, cpu: number): void {
    this.#scheduler.raise(irq, cpu, this.#recorder.rows - 1, null);
  }

  sleep(ns: number): void {
    this.#recorder.pass(ns);
  }

  machine(): unknown {
    return this.#parts.machine;
  }

  keepsRows(): boolean {
    return this.#recorder.listener === null && !this.#recorder.silent;
  }

  version(): number | null {
    return this.#watches ? null : this.#recorder.version;
  }

  begin(step: OpenStep, faultName: string | null, carried: number | null): void {
    const c = this.#context;
    const { control } = c;
    if (this.#watches) control.opened();
    step.struck = faultName === null ? null : strike(this.#parts, control, 'fn', faultName);
    step.fault = step.struck?.index ?? carried;
    beginStep(this.#recorder, c, control, step);
  }

  end(step: OpenStep, rc: Rc, args: Args): boolean {
    const c = this.#context;
    const { control } = c;
    endStep(this.#recorder, c, control, step, rc, args);
    if (this.#watches) control.closed(rc);
    return this.#goesOn(c, control, false);
  }

  row(draft: Draft): boolean {
    const c = this.#context;
    const { control } = c;
    enterOpenSteps(this.#recorder, c);
    control.input = this.#recorder.append(draft, c);
    return this.#goesOn(c, control, true);
  }

  wait(what: string, until: Condition, limited: boolean): boolean {
    const c = this.#context;
    c.control.input = true;
    if (until(this.#parts.look)) return true;
    c.state = 'blocked';
    c.waiting = { what, until, limited };
    this.#scheduler.leave(c);
    return false;
  }

  answer(): unknown {
    return this.#context.control.take();
  }

  enterFiber(id: string, body: Op<unknown> | null): void {
    this.#parts.fibers.enter(this.#context, id, body);
  }

  runFiber(): FiberEnd | null {
    const c = this.#context;
    const { fiber } = c;
    if (fiber === null) throw new Error(`${c.name} is to go on with a fiber, and runs none`);
    if (fiber.wroteRow) {
      fiber.wroteRow = false;
      if (this.#isLeft(c)) return c.own.take() as FiberEnd;
    }
    // Where a generator is follows from how often it was resumed and what it was told.
    if (this.#watches) fiber.told(RESUMED);
    const { done, value } = fiber.next();
    if (done === true) this.#parts.fibers.end(c, value);
    return c.fiber === null ? (c.own.take() as FiberEnd) : null;
  }

  leaveFiber(): void {
    const c = this.#context;
    if (c.fiber === null) throw new Error(`${c.name} leaves a fiber, and runs none`);
    enterOpenSteps(this.#recorder, c);
    this.#parts.fibers.leave(c, { how: 'left' });
  }

  /** Interrupts of the normal world are unmasked in a fiber: where one waits, the fiber is left and the interrupt taken. */
  #isLeft(c: Context): boolean {
    if (!this.#scheduler.isPending(c.cpu)) return false;
    this.#parts.fibers.leave(c, { how: 'interrupted' });
    return true;
  }

  /** A row was written: does the same context go on, as if it had stopped and been resumed? */
  #goesOn(c: Context, control: Control, asksForInterrupts: boolean): boolean {
    this.taken++;
    this.stoppedByRow = true;
    if (this.#recorder.stopped || this.#recorder.rows >= this.until || this.taken >= this.most) {
      control.wroteRow ||= asksForInterrupts;
      return false;
    }
    const next = this.#scheduler.next();
    if (next !== c) {
      this.#next = next;
      control.wroteRow ||= asksForInterrupts;
      return false;
    }
    if (c.fiber !== null && asksForInterrupts && this.#isLeft(c)) return false;
    if (this.#watches) control.told(RESUMED);
    this.stoppedByRow = false;
    return true;
  }
}
