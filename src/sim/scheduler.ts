import { type Hash, type HashSum, hashPair, hashText } from '../base/hash-data.ts';
import type { ContextKind } from '../trace/event.ts';
import { irqKey } from '../trace/keys.ts';
import { Context } from './context.ts';
import type { Condition, Look, Op, SpawnSpec } from './effect.ts';
import type { Watch } from './footprint.ts';
import type { Candidate, Policy } from './policy.ts';
import type { Recorder } from './recorder.ts';

/** What the scheduler has to know of the machine's interrupts. */
export interface Interrupts {
  /** Is the interrupt enabled? One that is not stays pending, as in the GIC, and is taken when it becomes enabled. */
  readonly enabled: (irq: string, now: Look) => boolean;
  /** Does EL3 take it to the secure world, whatever the normal world masks? */
  readonly isSecure: (irq: string) => boolean;
  /** Makes what a CPU runs when it takes an interrupt. */
  readonly interrupt: (irq: string, cpu: number) => InterruptHandler;
}

/** What a CPU runs when it takes an interrupt. */
export interface InterruptHandler {
  readonly name: string;
  readonly kind: 'hardirq' | 'ipi' | 'secure-atomic';
  readonly body: Op<void>;
}

/** A moment at which more than one context could run; the scenario's `choices` has one entry for each. */
export interface ChoicePoint {
  /** The row that was written next. */
  readonly row: number;
  /** Who could run, the default first. */
  readonly options: readonly string[];
  readonly chosen: number;
}

/** Why nothing runs next. */
export type Idle =
  /** Nothing can run. */
  | { readonly why: 'settled' }
  /** The policy wants to be asked again. */
  | { readonly why: 'paused' }
  /** The policy's answer is none of the candidates: a sentence about it. */
  | { readonly why: 'problem'; readonly problem: string };

interface PendingIrq {
  readonly name: string;
  readonly cpu: number;
  readonly cause: number | null;
  /** It comes when this row has been written. */
  after: number;
  /** The action that raised it, when no context did. */
  readonly action: number | null;
}

type Runnable = { readonly context: Context } | { readonly irq: PendingIrq };

/** Contexts that no interrupt of the normal world breaks into. */
const UNINTERRUPTED: ReadonlySet<ContextKind> = new Set(['hardirq', 'ipi', 'secure-atomic']);
const SETTLED: Idle = { why: 'settled' };
const PAUSED: Idle = { why: 'paused' };

/** What the scheduler works with. */
export interface SchedulerParts {
  readonly cpus: number;
  readonly interrupts: Interrupts;
  readonly policy: Policy;
  readonly recorder: Recorder;
  readonly look: Look;
  /** Of a run that is watched: the footprint of the step that runs, and what conditions look at so that it is seen. */
  readonly watch: { readonly steps: Watch; readonly look: Look; readonly key: () => string } | null;
}

/**
 * Who runs: contexts and pending interrupts on CPUs. By default an interrupt is taken at once, what ran goes on, and the
 * others come in the order in which they became ready; a policy may say otherwise.
 */
export class Scheduler {
  /** Where more than one context could run. */
  readonly choicePoints: ChoicePoint[] = [];
  readonly #parts: SchedulerParts;
  readonly #recorder: Recorder;
  /** Contexts that have not ended, in the order in which they were started. */
  readonly #contexts: Context[] = [];
  readonly #irqs: PendingIrq[] = [];
  readonly #current: (Context | null)[];
  /** What each interrupt handler broke into. */
  readonly #interrupted = new Map<Context, Context | null>();
  /** How often each interrupt was taken on each CPU: it names the context. */
  readonly #taken = new Map<string, number>();
  #last: Context | null = null;
  #seq = 0;

  constructor(parts: SchedulerParts) {
    this.#parts = parts;
    this.#recorder = parts.recorder;
    this.#current = Array.from({ length: parts.cpus }, () => null);
  }

  /** Contexts that have not ended: what they wait for makes a hang. */
  get unfinished(): readonly Context[] {
    return this.#contexts;
  }

  spawn(spec: SpawnSpec, origin: { id: string; action: number; cause: number | null; hash: Hash }): void {
    this.#contexts.push(new Context({ ...spec, ...origin, readySince: this.#seq++, after: spec.after ?? -1 }));
  }

  /** An interrupt that is already pending on that CPU stays one interrupt, as in the GIC. */
  raise(name: string, cpu: number, cause: number | null, action: number | null, after = -1): void {
    this.#parts.watch?.steps.write(irqsOf(cpu));
    if (action === null && this.#irqs.some((i) => i.name === name && i.cpu === cpu)) return;
    this.#irqs.push({ name, cpu, cause, after, action });
    if (after < this.#recorder.trace.length) this.#recorder.set(irqKey(name, cpu), true);
  }

  /** Is an interrupt of the normal world waiting for this CPU? */
  isPending(cpu: number): boolean {
    const { watch, interrupts } = this.#parts;
    watch?.steps.read(irqsOf(cpu));
    if (this.#irqs.length === 0) return false;
    const look = watch?.look ?? this.#parts.look;
    return this.#irqs.some((i) => i.cpu === cpu && !interrupts.isSecure(i.name) && this.#has(i, look));
  }

  /** The context that runs next, or why none does. An interrupt that is taken is a new context. */
  next(): Context | Idle {
    // The common case, and worth a short way: one context that goes on, and no interrupt.
    const only = this.#contexts.length === 1 && this.#irqs.length === 0 ? this.#contexts[0] : undefined;
    if (only !== undefined && only.state === 'ready' && only.after < this.#recorder.trace.length)
      return this.#enter(only, null);
    for (;;) {
      const candidates = this.#candidates();
      if (candidates.length > 0) {
        const pick = this.#choose(candidates);
        if ('why' in pick) return pick;
        return 'irq' in pick ? this.#take(pick.irq) : this.#enter(pick.context, pick.context.wokenBy);
      }
      if (!this.#expire() && !this.#comeNow()) return SETTLED;
    }
  }

  /** A context has stopped: it has ended, or it waits. Its CPU goes back to what it broke into, or is free. */
  leave(c: Context): void {
    if (c.state === 'done') {
      this.#contexts.splice(this.#contexts.indexOf(c), 1);
      this.#recorder.unmark(c.cpu);
    }
    if (c.state === 'done' && this.#interrupted.has(c)) {
      this.#current[c.cpu] = this.#interrupted.get(c) ?? null;
      this.#interrupted.delete(c);
    } else if (this.#current[c.cpu] === c) this.#current[c.cpu] = null;
  }

  forgetLast(): void {
    this.#current.fill(null);
    this.#last = null;
  }

  /** Everything of the contexts and interrupts that decides what can happen next, but for the order of the default policy. */
  hashInto(sum: HashSum): void {
    const rows = this.#recorder.trace.length;
    let order = 0;
    for (const c of this.#contexts) {
      sum.add(c.hash(rows));
      // Of these the first one comes first, whatever the policy.
      if (c.waiting?.limited === true || c.after >= rows) order = hashPair(order, hashText(c.id));
    }
    for (const { name, cpu, after } of this.#irqs) {
      sum.add(hashText(`irq ${name} ${cpu} ${Math.max(0, after - rows + 1)}`));
      if (after >= rows) order = hashPair(order, hashText(`irq ${name} ${cpu}`));
    }
    this.#current.forEach((c, cpu) => {
      if (c !== null) sum.add(hashText(`cpu ${cpu} ${c.id}`));
    });
    for (const [c, before] of this.#interrupted) sum.add(hashText(`broke ${c.id} ${before?.id}`));
    if (order !== 0) sum.add(order);
  }

  #enter(c: Context, wokenBy: Condition | null): Context {
    const { watch } = this.#parts;
    if (watch !== null) {
      watch.steps.begin(c.id);
      watch.steps.write(`cpu ${c.cpu}`);
      wokenBy?.(watch.look);
      const rows = this.#recorder.trace.length;
      if (this.#contexts.some((x) => x.after >= rows) || this.#irqs.some((x) => x.after >= rows))
        watch.steps.write('rows');
    }
    this.#current[c.cpu] = c;
    this.#last = c;
    c.begun = true;
    c.wokenBy = null;
    return c;
  }

  #has(irq: PendingIrq, look: Look): boolean {
    return irq.after < this.#recorder.trace.length && this.#parts.interrupts.enabled(irq.name, look);
  }

  #candidates(): Runnable[] {
    const list: Runnable[] = [];
    for (const irq of this.#irqs) if (this.#has(irq, this.#parts.look) && this.#takes(irq)) list.push({ irq });
    const ready = this.#contexts.filter((c) => this.#isReady(c)).sort((a, b) => a.readySince - b.readySince);
    // What a person placed at this row comes first, once; then what ran goes on.
    const placed = ready.find((c) => c.after >= 0 && !c.begun);
    const first = [placed, ready.find((c) => c === this.#last)].filter((c) => c !== undefined);
    for (const context of first) list.push({ context });
    for (const context of ready) if (!first.includes(context)) list.push({ context });
    return list;
  }

  #isReady(c: Context): boolean {
    if (c.after >= this.#recorder.trace.length) return false;
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
    if (this.#parts.watch !== null) c.control.told(came ? 1 : 2);
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

  #choose(runnable: readonly Runnable[]): Runnable | Idle {
    if (runnable.length === 1 || this.#recorder.silent) return runnable[0] as Runnable;
    const { policy, watch } = this.#parts;
    const rows = this.#recorder.trace.length;
    const choice = this.choicePoints.length;
    const candidates = runnable.map(candidateOf);
    const last = watch?.steps.footprint ?? null;
    const chosen = policy.next(candidates, { rows, choice, last, key: watch?.key ?? unwatched });
    if (chosen === 'pause') return PAUSED;
    const options = candidates.map((c) => c.name);
    const pick = runnable[chosen];
    if (pick === undefined) return { why: 'problem', problem: outOfRange(choice, chosen, options) };
    this.choicePoints.push({ row: rows, options, chosen });
    if (chosen !== 0) {
      const why = 'Another context runs here.';
      const runs = 'context' in pick ? pick.context : null;
      this.#recorder.append({ kind: 'choice', options, chosen, why, src: null, fault: null }, runs);
    }
    return pick;
  }

  #take(irq: PendingIrq): Context {
    const { interrupts, watch } = this.#parts;
    this.#irqs.splice(this.#irqs.indexOf(irq), 1);
    this.#recorder.set(irqKey(irq.name, irq.cpu), undefined);
    const place = `${irq.name}.${irq.cpu}`;
    const count = (this.#taken.get(place) ?? 0) + 1;
    this.#taken.set(place, count);
    const action = irq.action ?? this.#recorder.action;
    const spec = { ...interrupts.interrupt(irq.name, irq.cpu), cpu: irq.cpu };
    this.spawn(spec, { id: `${place}#${count}`, action, cause: irq.cause, hash: hashText(place) });
    const context = this.#contexts.at(-1) as Context;
    this.#interrupted.set(context, this.#current[irq.cpu] ?? null);
    this.#enter(context, null);
    watch?.steps.write(irqsOf(irq.cpu));
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
    const rows = this.#recorder.trace.length;
    const late = this.#contexts.find((c) => c.after >= rows) ?? this.#irqs.find((i) => i.after >= rows);
    if (late === undefined) return false;
    late.after = -1;
    return true;
  }
}

const irqsOf = (cpu: number): string => `interrupts of CPU ${cpu}`;

function candidateOf(r: Runnable): Candidate {
  if ('irq' in r) {
    const { name, cpu } = r.irq;
    return { kind: 'interrupt', id: `${name}.${cpu}`, name: `${name} on CPU ${cpu}`, cpu };
  }
  const { id, name, cpu } = r.context;
  return { kind: 'context', id, name: `${name} on CPU ${cpu}`, cpu };
}

function unwatched(): never {
  throw new Error('the run is not watched, so its state has no key');
}

function outOfRange(choice: number, chosen: number, options: readonly string[]): string {
  const could = options.map((name, i) => `${i}: ${name}`).join(', ');
  return `choices[${choice}] is ${chosen}, but only ${options.length} could run there (${could}); take 0 to ${options.length - 1}, or leave out the choices from there on`;
}
