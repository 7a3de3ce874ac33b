import type { Value } from '../../../trace/event.ts';
import { ALL_BITS, type Bits, type Knowledge, type Known } from './cells.ts';

const NO_BITS: Bits = { ones: 0n, zeros: 0n };

interface Trail {
  readonly reads: Map<string, Known | null>;
  readonly readBits: Map<string, Bits>;
  readonly written: Set<string>;
  readonly writtenBits: Set<string>;
}

/** What something depended on, and what it changed. */
export interface Step {
  readonly reads: readonly (readonly [string, Known | null])[];
  readonly readBits: readonly (readonly [string, Bits])[];
  readonly writes: readonly (readonly [string, Known | null])[];
  readonly writeBits: readonly (readonly [string, Bits])[];
}

/**
 * What a recording has told about the cells of a secure world. A cell that it has not told about is not known: a recording
 * may begin at any time. `fork` makes a copy that can be thrown away; `join` keeps what several copies agree on.
 */
export class PartlyKnown implements Knowledge {
  readonly isExact = false;
  readonly #under: PartlyKnown | null;
  /** null: nothing is known, whatever the copy below says. */
  readonly #values = new Map<string, Known | null>();
  readonly #bits = new Map<string, Bits>();
  /** What is asked and changed, while somebody wants to know it. */
  #trail: Trail | null = null;

  constructor(under: PartlyKnown | null = null) {
    this.#under = under;
  }

  read(key: string): Known | null {
    const own = this.#values.get(key);
    const known = own !== undefined ? own : (this.#under?.read(key) ?? null);
    const trail = this.#trail;
    if (trail !== null && !trail.written.has(key) && !trail.reads.has(key)) trail.reads.set(key, known);
    return known;
  }

  readBits(key: string): Bits {
    const bits = this.#bits.get(key) ?? this.#under?.readBits(key) ?? NO_BITS;
    const trail = this.#trail;
    if (trail !== null && !trail.writtenBits.has(key) && !trail.readBits.has(key)) trail.readBits.set(key, bits);
    return bits;
  }

  know(key: string, value: Value | undefined): void {
    this.#set(key, { value });
  }

  knowBits(key: string, { ones, zeros }: Bits): void {
    const old = this.readBits(key);
    this.#setBits(key, { ones: (old.ones & ~zeros) | ones, zeros: (old.zeros & ~ones) | zeros });
  }

  forget(key: string): void {
    this.#set(key, null);
  }

  mayBeSet(key: string, bits: bigint): void {
    const { ones, zeros } = this.readBits(key);
    this.#setBits(key, { ones, zeros: zeros & ~bits });
  }

  /** Runs this and answers, beside its result, what it depended on here and what it changed. */
  traced<T>(run: () => T): { readonly result: T; readonly step: Step } {
    const trail: Trail = { reads: new Map(), readBits: new Map(), written: new Set(), writtenBits: new Set() };
    this.#trail = trail;
    let result: T;
    try {
      result = run();
    } finally {
      this.#trail = null;
    }
    const { reads, readBits } = trail;
    const writes = [...trail.written].map((key) => [key, this.#values.get(key) ?? null] as const);
    const writeBits = [...trail.writtenBits].map((key) => [key, this.#bits.get(key) ?? NO_BITS] as const);
    return { result, step: { reads: [...reads], readBits: [...readBits], writes, writeBits } };
  }

  /** Takes the step again without running it, where all that it depended on is as it was then. */
  again({ reads, readBits, writes, writeBits }: Step): boolean {
    for (const [key, known] of reads) if (!isSame(this.read(key), known)) return false;
    for (const [key, bits] of readBits) {
      const now = this.readBits(key);
      if (now.ones !== bits.ones || now.zeros !== bits.zeros) return false;
    }
    for (const [key, known] of writes) this.#values.set(key, known);
    for (const [key, bits] of writeBits) this.#bits.set(key, bits);
    return true;
  }

  #set(key: string, known: Known | null): void {
    this.#trail?.written.add(key);
    this.#values.set(key, known);
  }

  #setBits(key: string, bits: Bits): void {
    this.#trail?.writtenBits.add(key);
    this.#bits.set(key, bits);
  }

  fork(): PartlyKnown {
    return new PartlyKnown(this);
  }

  /** Takes over what all of these copies of it say; what they do not agree on is not known any more. */
  join(copies: readonly PartlyKnown[]): void {
    const [first] = copies;
    if (first === undefined) return;
    for (const key of new Set(copies.flatMap((c) => [...c.#values.keys()]))) {
      const said = first.read(key);
      const same = copies.every((c) => isSame(c.read(key), said));
      this.#set(key, same ? said : null);
    }
    for (const key of new Set(copies.flatMap((c) => [...c.#bits.keys()]))) {
      let ones = ALL_BITS;
      let zeros = ALL_BITS;
      for (const c of copies) {
        ones &= c.readBits(key).ones;
        zeros &= c.readBits(key).zeros;
      }
      this.#setBits(key, { ones, zeros });
    }
  }
}

const isSame = (a: Known | null, b: Known | null): boolean =>
  a === null || b === null ? a === b : a.value === b.value;
