import type { ContextKind } from '../trace/event.ts';
import { irqKey } from '../trace/keys.ts';
import { Context } from './context.ts';
import type { Op, SpawnSpec } from './effects.ts';
import type { Recorder } from './recorder.ts';

/** What the scheduler has to know of the machine's interrupts. */
export interface Interrupts {
  /** Is the interrupt enabled? One that is not stays pending, as in the GIC, and is taken when it becomes enabled. */
  readonly enabled: (irq: string) => boolean;
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

interface PendingIrq {
  readonly name: string;
  readonly cpu: number;
  readonly cause: number | null;
  /** It comes when this row has been written. */
  after: number;
  /** The action that raised it, when no context did. */
  readonly action: number | null;
}

/** What could run next: a context that goes on, or an interrupt that a CPU takes. */
type Candidate =
  | { readonly kind: 'context'; readonly context: Context }
  | { readonly kind: 'irq'; readonly irq: PendingIrq };

/** Contexts that no interrupt of the normal world breaks into. */
const UNINTERRUPTED: ReadonlySet<ContextKind> = new Set(['hardirq', 'ipi', 'secure-atomic']);

/**
 * Who runs: contexts and pending interrupts on CPUs. By default an interrupt is taken at once, what ran goes on, and the
 * others come in the order in which they became ready; `choices` says otherwise.
 */
export class Scheduler {
  /** Where more than one context could run. */
  readonly choicePoints: ChoicePoint[] = [];
  readonly #interrupts: Interrupts;
  readonly #choices: readonly number[];
  readonly #recorder: Recorder;
  /** Contexts that have not ended, in the order in which they were started. */
  readonly #contexts: Context[] = [];
  readonly #irqs: PendingIrq[] = [];
  readonly #current: (Context | null)[];
  /** What each interrupt handler broke into. */
  readonly #interrupted = new Map<Context, Context | null>();
  #last: Context | null = null;
  #started = 0;
  #seq = 0;
  #choice = 0;

  constructor(cpus: number, choices: readonly number[], interrupts: Interrupts, recorder: Recorder) {
    this.#current = Array.from({ length: cpus }, () => null);
    this.#choices = choices;
    this.#interrupts = interrupts;
    this.#recorder = recorder;
  }

  /** Contexts that have not ended: what they wait for makes a hang. */
  get unfinished(): readonly Context[] {
    return this.#contexts;
  }

  spawn(spec: SpawnSpec, action: number, cause: number | null): Context {
    const order = { id: this.#started++, readySince: this.#seq++ };
    const context = new Context({ ...spec, ...order, action, cause, after: spec.after ?? -1 });
    this.#contexts.push(context);
    return context;
  }

  /** An interrupt that is already pending on that CPU stays one interrupt, as in the GIC. */
  raise(name: string, cpu: number, cause: number | null, action: number | null, after = -1): void {
    if (action === null && this.#irqs.some((i) => i.name === name && i.cpu === cpu)) return;
    this.#irqs.push({ name, cpu, cause, after, action });
    if (after < this.#recorder.trace.length) this.#recorder.set(irqKey(name, cpu), true);
  }

  /** Is an interrupt of the normal world waiting for this CPU? */
  isPending(cpu: number): boolean {
    return this.#irqs.some((i) => i.cpu === cpu && !this.#interrupts.isSecure(i.name) && this.#has(i));
  }

  /** The context that runs next; null when nothing can run. An interrupt that is taken is a new context. */
  next(): Context | null {
    // The common case, and worth a short way: one context that goes on, and no interrupt.
    const only = this.#contexts.length === 1 && this.#irqs.length === 0 ? this.#contexts[0] : undefined;
    if (only !== undefined && only.state === 'ready' && only.after < this.#recorder.trace.length)
      return this.#enter(only);
    for (;;) {
      const candidates = this.#candidates();
      if (candidates.length > 0) {
        const pick = this.#choose(candidates);
        return this.#enter(pick.kind === 'irq' ? this.#take(pick.irq) : pick.context);
      }
      if (!this.#expire() && !this.#comeNow()) return null;
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

  #enter(c: Context): Context {
    this.#current[c.cpu] = c;
    this.#last = c;
    c.begun = true;
    return c;
  }

  #has(irq: PendingIrq): boolean {
    return irq.after < this.#recorder.trace.length && this.#interrupts.enabled(irq.name);
  }

  #candidates(): Candidate[] {
    const list: Candidate[] = [];
    for (const irq of this.#irqs) if (this.#has(irq) && this.#takes(irq)) list.push({ kind: 'irq', irq });
    const ready = this.#contexts.filter((c) => this.#isReady(c)).sort((a, b) => a.readySince - b.readySince);
    // What a person placed at this row comes first, once; then what ran goes on.
    const placed = ready.find((c) => c.after >= 0 && !c.begun);
    const first = [placed, ready.find((c) => c === this.#last)].filter((c) => c !== undefined);
    for (const context of first) list.push({ kind: 'context', context });
    for (const context of ready) if (!first.includes(context)) list.push({ kind: 'context', context });
    return list;
  }

  #isReady(c: Context): boolean {
    if (c.after >= this.#recorder.trace.length) return false;
    if (c.state === 'blocked') {
      if (c.waiting !== null && !c.waiting.until()) return false;
      this.#wake(c);
    }
    const running = this.#current[c.cpu];
    // An interrupt or a section without preemption keeps its CPU until it ends or sleeps.
    return !running || running === c || running.state !== 'ready' || running.preemptible;
  }

  #wake(c: Context): void {
    c.state = 'ready';
    c.waiting = null;
    c.readySince = this.#seq++;
  }

  #takes(irq: PendingIrq): boolean {
    const running = this.#current[irq.cpu];
    if (!running || running.state === 'done') return true;
    // Everything is masked in the atomic part of the secure world; a thread of it takes native interrupts in place.
    if (this.#interrupts.isSecure(irq.name)) return running.kind !== 'secure-atomic';
    return running.masked === 0 && !UNINTERRUPTED.has(running.home) && running.kind === running.home;
  }

  #choose(candidates: readonly Candidate[]): Candidate {
    if (candidates.length === 1 || this.#recorder.silent) return candidates[0] as Candidate;
    const options = candidates.map(nameOf);
    const chosen = (this.#choices[this.#choice++] ?? 0) % candidates.length;
    const pick = candidates[chosen] as Candidate;
    this.choicePoints.push({ row: this.#recorder.trace.length, options, chosen });
    if (chosen !== 0) {
      const why = 'Another context runs here.';
      const runs = pick.kind === 'context' ? pick.context : null;
      this.#recorder.append({ kind: 'choice', options, chosen, why, src: null, fault: null }, runs);
    }
    return pick;
  }

  #take(irq: PendingIrq): Context {
    this.#irqs.splice(this.#irqs.indexOf(irq), 1);
    this.#recorder.set(irqKey(irq.name, irq.cpu), undefined);
    const handler = this.#interrupts.interrupt(irq.name, irq.cpu);
    const context = this.spawn({ ...handler, cpu: irq.cpu }, irq.action ?? this.#recorder.action, irq.cause);
    this.#interrupted.set(context, this.#current[irq.cpu] ?? null);
    return context;
  }

  /** Nothing can run: the first wait with a limit has come to its end. */
  #expire(): boolean {
    const c = this.#contexts.find((x) => x.state === 'blocked' && x.waiting?.expire !== undefined);
    if (c === undefined) return false;
    c.waiting?.expire?.();
    this.#wake(c);
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

const nameOf = (c: Candidate): string =>
  c.kind === 'irq' ? `${c.irq.name} on CPU ${c.irq.cpu}` : `${c.context.name} on CPU ${c.context.cpu}`;
