import { type Hash, type HashSum, hashPair, hashText } from '../base/hash-data.ts';
import type { ContextKind } from '../trace/event.ts';
import type { ChoicePoint } from './choice-point.ts';
import { Choices, type NoChoice, type Runnable } from './choices.ts';
import { Context, type Origin } from './context.ts';
import type { Condition, Look, SpawnSpec } from './effect.ts';
import type { Watching } from './footprint.ts';
import { type Interrupts, interruptsOf, PendingInterrupts, type PendingIrq } from './interrupts.ts';
import type { Policy } from './policy.ts';
import type { Recorder } from './recorder.ts';
import type { Stretch } from './stretch.ts';

/** Why nothing runs next: nothing can run, or nothing was chosen. */
export type Idle = { readonly why: 'settled' } | NoChoice;

/** Contexts that no interrupt of the normal world breaks into. */
const UNINTERRUPTED: ReadonlySet<ContextKind> = new Set(['hardirq', 'ipi', 'secure-atomic']);
const SETTLED: Idle = { why: 'settled' };

/** What the scheduler works with. */
export interface SchedulerParts {
  readonly cpus: number;
  readonly interrupts: Interrupts;
  readonly policy: Policy;
  readonly recorder: Recorder;
  readonly look: Look;
  readonly watch: Watching | null;
  /** What another scheduler left behind before the first row. */
  readonly from: Scheduled | null;
}

/** What is known of the past when nothing runs and nothing is pending. */
export interface Scheduled {
  readonly seq: number;
  readonly taken: ReadonlyMap<string, number>;
  readonly points: readonly ChoicePoint[];
}

/**
 * Who runs: contexts and pending interrupts on CPUs. By default an interrupt is taken at once, what ran goes on, and the
 * others come in the order in which they became ready; a policy may say otherwise.
 */
export class Scheduler {
  readonly #parts: SchedulerParts;
  readonly #recorder: Recorder;
  /** Contexts that have not ended, in the order in which they were started. */
  readonly #contexts: Context[] = [];
  readonly #irqs: PendingInterrupts;
  readonly #choices: Choices;
  readonly #current: (Context | null)[];
  /** What each interrupt handler broke into. */
  readonly #interrupted = new Map<Context, Context | null>();
  #last: Context | null = null;
  #seq: number;

  constructor(parts: SchedulerParts) {
    this.#parts = parts;
    this.#recorder = parts.recorder;
    this.#irqs = new PendingInterrupts(parts, parts.from?.taken);
    this.#seq = parts.from?.seq ?? 0;
    this.#choices = new Choices(parts, parts.from?.points);
    this.#current = Array.from({ length: parts.cpus }, () => null);
  }

  /** Where more than one context could run. */
  get choicePoints(): readonly ChoicePoint[] {
    return this.#choices.points;
  }

  /** Contexts that have not ended: what they wait for makes a hang. */
  get unfinished(): readonly Context[] {
    return this.#contexts;
  }

  /** What another scheduler may go on from; null while something runs, waits or is pending. */
  get scheduled(): Scheduled | null {
    return this.rests ? { seq: this.#seq, taken: this.#irqs.taken, points: this.#choices.points.slice() } : null;
  }

  /** Nothing runs, waits or is pending. */
  get rests(): boolean {
    return this.#contexts.length === 0 && this.#irqs.list.length === 0 && this.#interrupted.size === 0;
  }

  spawn(spec: SpawnSpec, origin: Origin): void {
    this.#contexts.push(new Context(spec, origin, this.#seq++));
  }

  /** An interrupt comes as soon as row `after` is written. */
  raise(name: string, cpu: number, cause: number | null, action: number | null, after = -1): void {
    this.#irqs.raise({ name, cpu, cause, after, action });
  }

  /** Is an interrupt of the normal world waiting for this CPU? */
  isPending(cpu: number): boolean {
    return this.#irqs.isPending(cpu);
  }

  /** The context that runs next, or why none does. An interrupt that is taken is a new context. */
  next(): Context | Idle {
    // The common case, and worth a short way: one context that goes on, and no interrupt.
    const only = this.#contexts.length === 1 && this.#irqs.list.length === 0 ? this.#contexts[0] : undefined;
    if (only !== undefined && only.state === 'ready' && only.after < this.#recorder.rows)
      return this.#enter(only, null);
    for (;;) {
      const alone = this.#irqs.list.length === 0 ? this.#onlyReady() : null;
      if (alone !== null) return this.#enter(alone, alone.wokenBy);
      const candidates = this.#candidates();
      if (candidates.length > 0) {
        const pick = this.#choices.choose(candidates);
        if ('why' in pick) return pick;
        return 'irq' in pick ? this.#take(pick.irq) : this.#enter(pick.context, pick.context.wokenBy);
      }
      if (!this.#expire() && !this.#comeNow()) return SETTLED;
    }
  }

  /** A context has stopped: it has ended, or it waits. Its CPU goes back to what it broke into, or is free. */
  leave(c: Context): void {
    if (c.keepsOthersOut) this.#parts.watch?.steps.write(cpuName(c.cpu));
    if (c.state === 'done') {
      this.#contexts.splice(this.#contexts.indexOf(c), 1);
      this.#recorder.unmark(c.cpu);
    }
    if (c.state === 'done' && this.#interrupted.has(c)) {
      this.#current[c.cpu] = this.#interrupted.get(c) ?? null;
      this.#interrupted.delete(c);
    } else if (this.#current[c.cpu] === c) this.#current[c.cpu] = null;
  }

  /** How many contexts have been started, those of interrupts among them. */
  get begun(): number {
    return this.#seq;
  }

  /** How often interrupts were taken, by name and CPU. */
  get taken(): ReadonlyMap<string, number> {
    return this.#irqs.taken;
  }

  /** All this has happened again, from row `first` on. */
  again({ taken, started, points }: Stretch, first: number): void {
    for (const [place, times] of taken) this.#irqs.again(place, times);
    this.#seq += started;
    for (const point of points) this.#choices.points.push({ ...point, row: first + point.row });
  }

  forgetLast(): void {
    this.#current.fill(null);
    this.#last = null;
  }

  /** Everything of the contexts and interrupts that decides what can happen next, but for the order of the default policy. */
  hashInto(sum: HashSum): void {
    const rows = this.#recorder.rows;
    let order = 0;
    for (const c of this.#contexts) {
      sum.add(c.hash(rows));
      // Of these the first one comes first, whatever the policy.
      if (c.waiting?.limited === true || c.after >= rows) order = hashPair(order, hashText(c.id));
    }
    order = this.#irqs.hashInto(sum, order);
    this.#current.forEach((c, cpu) => {
      if (c?.keepsOthersOut === true) sum.add(hashText(`cpu ${cpu} ${c.id}`));
    });
    for (const [c, before] of this.#interrupted)
      if (before?.keepsOthersOut === true) sum.add(hashText(`broke ${c.id} ${before.id}`));
    if (order !== 0) sum.add(order);
  }

  /** Where the context is that ran last, as its hash; 0 where it has ended. */
  get position(): Hash {
    return this.#last === null || this.#last.state === 'done' ? 0 : this.#last.own.hash;
  }

  /** What the default policy goes by where more than one can run: who comes first. */
  get order(): string {
    if (this.#contexts.length < 2 && this.#irqs.list.length === 0) return '';
    const ready = this.#contexts.toSorted((a, b) => a.readySince - b.readySince);
    const ids = [...this.#contexts, this.#last, ...ready].map((c) => c?.id);
    return ` ${[...ids, ...this.#irqs.list.map((i) => `${i.name}.${i.cpu}`)].join()}`;
  }

  #enter(c: Context, wokenBy: Condition | null): Context {
    const { watch } = this.#parts;
    if (watch !== null) {
      watch.steps.begin(c.id);
      if (watch.steps.on) this.#touch(c, wokenBy, watch);
    }
    this.#current[c.cpu] = c;
    this.#last = c;
    c.begun = true;
    c.wokenBy = null;
    return c;
  }

  /** What it reads and writes to run at all. */
  #touch(c: Context, wokenBy: Condition | null, { steps, look }: Watching): void {
    // Who keeps nobody out may be interrupted and replaced anywhere: that it runs is nothing to the others.
    if (c.keepsOthersOut) steps.write(cpuName(c.cpu));
    wokenBy?.(look);
    const rows = this.#recorder.rows;
    if (this.#contexts.some((x) => x.after >= rows) || this.#irqs.list.some((x) => x.after >= rows))
      steps.write('rows');
  }

  /** The context that is ready where no other is; null for none or several. */
  #onlyReady(): Context | null {
    let only: Context | null = null;
    for (const c of this.#contexts) {
      if (!this.#isReady(c)) continue;
      if (only !== null) return null;
      only = c;
    }
    return only;
  }

  #candidates(): Runnable[] {
    const list: Runnable[] = [];
    for (const irq of this.#irqs.list)
      if (this.#irqs.isReady(irq, this.#parts.look) && this.#takes(irq)) list.push({ irq });
    const ready = this.#contexts.filter((c) => this.#isReady(c)).sort((a, b) => a.readySince - b.readySince);
    // What a person placed at this row comes first, once; then what ran goes on.
    const placed = ready.find((c) => c.after >= 0 && !c.begun);
    const first = [placed, ready.find((c) => c === this.#last)].filter((c) => c !== undefined);
    for (const context of first) list.push({ context });
    for (const context of ready) if (!first.includes(context)) list.push({ context });
    return list;
  }

  #isReady(c: Context): boolean {
    if (c.after >= this.#recorder.rows) return false;
    if (c.state === 'blocked') {
      if (c.waiting !== null && !c.waiting.until(this.#parts.look)) return false;
      this.#wake(c, true);
    }
    const running = this.#current[c.cpu];
    // An interrupt or a section without preemption keeps its CPU until it ends or sleeps.
    return !running || running === c || running.state !== 'ready' || running.preemptible;
  }

  #wake(c: Context, came: boolean): void {
    c.wokenBy = came ? (c.waiting?.until ?? null) : null;
    c.control.input = came;
    if (this.#parts.watch?.steps.places === true) c.control.told(came ? 1 : 2);
    c.state = 'ready';
    c.waiting = null;
    c.readySince = this.#seq++;
  }

  #takes(irq: PendingIrq): boolean {
    const running = this.#current[irq.cpu];
    if (!running || running.state === 'done') return true;
    // Everything is masked in the atomic part of the secure world; a thread of it takes native interrupts in place.
    if (this.#parts.interrupts.isSecure(irq.name)) return running.kind !== 'secure-atomic';
    return running.masked === 0 && !UNINTERRUPTED.has(running.home) && running.kind === running.home;
  }

  #take(irq: PendingIrq): Context {
    const { interrupts, watch } = this.#parts;
    const place = `${irq.name}.${irq.cpu}`;
    const count = this.#irqs.take(irq);
    const action = irq.action ?? this.#recorder.action;
    const { name, kind, body } = interrupts.interrupt(irq.name, irq.cpu);
    const hash = watch === null ? 0 : hashText(place);
    this.spawn({ name, kind, body, cpu: irq.cpu }, { id: `${place}#${count}`, action, cause: irq.cause, hash });
    const context = this.#contexts.at(-1) as Context;
    this.#interrupted.set(context, this.#current[irq.cpu] ?? null);
    this.#enter(context, null);
    watch?.steps.write(interruptsOf(irq.cpu));
    if (watch !== null) interrupts.enabled(irq.name, watch.look);
    return context;
  }

  /** Nothing can run: the first wait with a limit has come to its end. */
  #expire(): boolean {
    const c = this.#contexts.find((x) => x.state === 'blocked' && x.waiting?.limited === true);
    if (c === undefined) return false;
    this.#wake(c, false);
    return true;
  }

  /** The row that something was to come after will never be written: it comes now. */
  #comeNow(): boolean {
    const rows = this.#recorder.rows;
    const late = this.#contexts.find((c) => c.after >= rows) ?? this.#irqs.list.find((i) => i.after >= rows);
    if (late === undefined) return false;
    late.after = -1;
    return true;
  }
}

/** What a footprint calls a CPU. */
export const cpuName = (cpu: number): string => `cpu ${cpu}`;
