import { type Hash, type HashSum, hashPair, hashText } from '../base/hash-data.ts';
import { irqKey } from '../trace/keys.ts';
import type { Look, Op } from './effect.ts';
import type { Watching } from './footprint.ts';
import type { Recorder } from './recorder.ts';

/** What has to be known of the machine's interrupts. */
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

/** An interrupt that was raised and not taken yet. */
export interface PendingIrq {
  readonly name: string;
  readonly cpu: number;
  readonly cause: number | null;
  /** It comes when this row has been written. */
  after: number;
  /** The action that raised it, when no context did. */
  readonly action: number | null;
}

/** What pending interrupts work with. */
export interface InterruptParts {
  readonly interrupts: Interrupts;
  readonly recorder: Recorder;
  readonly look: Look;
  readonly watch: Watching | null;
}

/** Interrupts that were raised and not taken yet. */
export class PendingInterrupts {
  /** In the order in which they were raised. */
  readonly list: PendingIrq[] = [];
  readonly #parts: InterruptParts;
  /** How often each interrupt was taken on each CPU: it names the context. */
  readonly #taken: Map<string, number>;

  constructor(parts: InterruptParts, taken: ReadonlyMap<string, number> = new Map()) {
    this.#parts = parts;
    this.#taken = new Map(taken);
  }

  /** How often each was taken, by its name and CPU. */
  get taken(): ReadonlyMap<string, number> {
    return new Map(this.#taken);
  }

  /** An interrupt that is already pending on that CPU stays one interrupt, as in the GIC. */
  raise(irq: PendingIrq): void {
    const { watch, recorder } = this.#parts;
    const { name, cpu } = irq;
    watch?.steps.write(interruptsOf(cpu));
    if (irq.action === null && this.list.some((i) => i.name === name && i.cpu === cpu)) return;
    this.list.push(irq);
    if (irq.after < recorder.rows) recorder.set(irqKey(name, cpu), true);
  }

  /** Is an interrupt of the normal world waiting for this CPU? */
  isPending(cpu: number): boolean {
    const { watch, interrupts } = this.#parts;
    watch?.steps.read(interruptsOf(cpu));
    if (this.list.length === 0) return false;
    const look = watch?.look ?? this.#parts.look;
    return this.list.some((i) => i.cpu === cpu && !interrupts.isSecure(i.name) && this.isReady(i, look));
  }

  /** Has it come, and is it enabled? */
  isReady(irq: PendingIrq, look: Look): boolean {
    return irq.after < this.#parts.recorder.rows && this.#parts.interrupts.enabled(irq.name, look);
  }

  /** It is pending no more. Answers how often it has been taken on its CPU, from 1. */
  take(irq: PendingIrq): number {
    this.list.splice(this.list.indexOf(irq), 1);
    this.#parts.recorder.set(irqKey(irq.name, irq.cpu), undefined);
    const place = `${irq.name}.${irq.cpu}`;
    const count = (this.#taken.get(place) ?? 0) + 1;
    this.#taken.set(place, count);
    return count;
  }

  /** It was taken so many times more. */
  again(place: string, times: number): void {
    this.#taken.set(place, (this.#taken.get(place) ?? 0) + times);
  }

  /** Adds what decides which of them come next; answers `order` with those that come after a row of the future. */
  hashInto(sum: HashSum, order: Hash): Hash {
    const rows = this.#parts.recorder.rows;
    let later = order;
    for (const { name, cpu, after } of this.list) {
      sum.add(hashText(`irq ${name} ${cpu} ${Math.max(0, after - rows + 1)}`));
      if (after >= rows) later = hashPair(later, hashText(`irq ${name} ${cpu}`));
    }
    return later;
  }
}

/** What a footprint calls the interrupts of a CPU. */
export const interruptsOf = (cpu: number): string => `interrupts of CPU ${cpu}`;
