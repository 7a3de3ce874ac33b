import type { Frame } from '../../../abi/frame.ts';
import type { Value } from '../../../trace/event.ts';

/** What is known of a cell: its value, where undefined is "not there". */
export interface Known {
  readonly value: Value | undefined;
}

/** What is known of a 64-bit bitmap: bits that are set, bits that are clear. A bit in neither is not known. */
export interface Bits {
  readonly ones: bigint;
  readonly zeros: bigint;
}

export const ALL_BITS = 0xffff_ffff_ffff_ffffn;

/** The cells of a secure world, for a guard to look at: all of them exactly, or as far as a recording has told. */
export interface Cells {
  /** Are these the cells of a run, of which nothing is unknown? */
  readonly isExact: boolean;
  /** null where nothing is known. */
  read(key: string): Known | null;
  readBits(key: string): Bits;
}

/** Cells about which something can be learned. */
export interface Knowledge extends Cells {
  know(key: string, value: Value | undefined): void;
  /** These bits are set, those are clear; of the others it stays as it was. */
  knowBits(key: string, bits: Bits): void;
  forget(key: string): void;
  /** These bits may have been set since: none of them is known to be clear any more. */
  mayBeSet(key: string, bits: bigint): void;
}

/**
 * A cell's key, or how the call tells which cell it is: `(c) => SPMC.shm(handleOf(c))`. A cell that an answer writes may be
 * named by the reply too, as the cell of a new handle; a guard has no reply yet and gets an empty one.
 */
export type Key = string | ((call: Frame, reply: Frame) => string);

const NO_REPLY: Frame = [];

export const keyFor = (key: Key, call: Frame, reply: Frame = NO_REPLY): string =>
  typeof key === 'string' ? key : key(call, reply);

/** Cells that are all known: the world of a run, of which `keys` were read: a few. */
export class ExactCells implements Cells {
  readonly isExact = true;
  readonly #keys: readonly string[];
  readonly #values: readonly (Value | undefined)[];

  constructor(keys: readonly string[], values: readonly (Value | undefined)[]) {
    this.#keys = keys;
    this.#values = values;
  }

  /** Throws Error for a cell that the guard did not name: its `keys` are then wrong. */
  read(key: string): Known {
    const at = this.#keys.indexOf(key);
    if (at < 0) throw new Error(`the cell ${key} was not read`);
    return { value: this.#values[at] };
  }

  readBits(key: string): Bits {
    const { value } = this.read(key);
    const ones = typeof value === 'bigint' ? value : 0n;
    return { ones, zeros: ALL_BITS & ~ones };
  }
}

/** What a condition on the registers alone looks at. */
export const NO_CELLS = new ExactCells([], []);
