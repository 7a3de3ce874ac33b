import type { Value } from '../../../trace/event.ts';
import { ALL_BITS, type Bits, type Knowledge, type Known } from './cells.ts';

const NO_BITS: Bits = { ones: 0n, zeros: 0n };

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

  constructor(under: PartlyKnown | null = null) {
    this.#under = under;
  }

  read(key: string): Known | null {
    const own = this.#values.get(key);
    return own !== undefined ? own : (this.#under?.read(key) ?? null);
  }

  readBits(key: string): Bits {
    return this.#bits.get(key) ?? this.#under?.readBits(key) ?? NO_BITS;
  }

  know(key: string, value: Value | undefined): void {
    this.#values.set(key, { value });
  }

  knowBits(key: string, { ones, zeros }: Bits): void {
    const old = this.readBits(key);
    this.#bits.set(key, { ones: (old.ones & ~zeros) | ones, zeros: (old.zeros & ~ones) | zeros });
  }

  forget(key: string): void {
    this.#values.set(key, null);
  }

  mayBeSet(key: string, bits: bigint): void {
    const { ones, zeros } = this.readBits(key);
    this.#bits.set(key, { ones, zeros: zeros & ~bits });
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
      this.#values.set(key, same ? said : null);
    }
    for (const key of new Set(copies.flatMap((c) => [...c.#bits.keys()]))) {
      let ones = ALL_BITS;
      let zeros = ALL_BITS;
      for (const c of copies) {
        ones &= c.readBits(key).ones;
        zeros &= c.readBits(key).zeros;
      }
      this.#bits.set(key, { ones, zeros });
    }
  }
}

const isSame = (a: Known | null, b: Known | null): boolean =>
  a === null || b === null ? a === b : a.value === b.value;
