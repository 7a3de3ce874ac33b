import type { Frame } from '../../../abi/frame.ts';
import type { Value } from '../../../trace/event.ts';
import { ALL_BITS, type Key, type Knowledge, keyFor } from './cells.ts';
import type { Guard } from './guard.ts';

/** What an answer does to one cell, exactly and as far as it is known. */
export interface Write {
  key(call: Frame, reply: Frame): string;
  /** The value after it; `old` is the one before. */
  exact(old: Value | undefined, call: Frame, reply: Frame): Value | undefined;
  partly(call: Frame, knowledge: Knowledge, reply: Frame): void;
}

type Of<T> = T | ((call: Frame, reply: Frame) => T);
const of = <T extends Value | undefined>(v: Of<T>, call: Frame, reply: Frame = []): T =>
  typeof v === 'function' ? v(call, reply) : v;

/** A cell with one value: a flag, a number, a text. `absent` is what a cell that is not there counts as. */
export interface ValueCell<T extends Value> {
  is(value: Of<T>): Guard;
  put(value: Of<T | undefined>): Write;
  /** A condition on the value, in words that the sentence of the rule gives. Nothing is learned where it holds or not. */
  matches(test: (value: T, call: Frame) => boolean): Guard;
}

export function cell<T extends Value>(key: Key, absent: T): ValueCell<T> {
  const at = (call: Frame, reply?: Frame): string => keyFor(key, call, reply);
  const keys = (call: Frame): readonly string[] => [at(call)];
  const present = (v: Value | undefined): T => (v === undefined ? absent : (v as T));
  const matches = (test: (value: T, call: Frame) => boolean): Guard => ({
    keys,
    test(call, cells) {
      const known = cells.read(at(call));
      return known === null ? null : test(present(known.value), call);
    },
    learn: () => undefined,
  });
  return {
    matches,
    is: (value) => ({
      ...matches((v, call) => v === of(value, call)),
      learn(call, knowledge, holds) {
        const v = of(value, call);
        if (holds) knowledge.know(at(call), v);
        else if (typeof v === 'boolean') knowledge.know(at(call), !v);
      },
    }),
    put: (value) => ({
      key: at,
      exact: (_old, call, reply) => of(value, call, reply),
      partly: (call, knowledge, reply) => knowledge.know(at(call, reply), of(value, call, reply)),
    }),
  };
}

type Ids = (call: Frame) => bigint;
const isSingle = (bits: bigint): boolean => bits !== 0n && (bits & (bits - 1n)) === 0n;

/** A 64-bit bitmap of notification ids. */
export interface BitmapCell {
  /** Is one of these ids set? Without `ids`: is any? */
  any(ids?: Ids): Guard;
  add(ids: Ids): Write;
  remove(ids: Ids): Write;
  readonly clear: Write;
}

export function bitmap(key: Key): BitmapCell {
  const at = (call: Frame, reply?: Frame): string => keyFor(key, call, reply);
  const word = (v: Value | undefined): bigint => (typeof v === 'bigint' ? v : 0n);
  const remove = (ids: Ids): Write => ({
    key: at,
    exact: (old, call) => word(old) & ~ids(call),
    partly: (call, knowledge, reply) => knowledge.knowBits(at(call, reply), { ones: 0n, zeros: ids(call) }),
  });
  return {
    any: (ids = () => ALL_BITS) => ({
      keys: (call) => [at(call)],
      test(call, cells) {
        const { ones, zeros } = cells.readBits(at(call));
        if ((ones & ids(call)) !== 0n) return true;
        return (ids(call) & ~zeros) === 0n ? false : null;
      },
      learn(call, knowledge, holds) {
        const asked = ids(call);
        if (!holds) {
          knowledge.knowBits(at(call), { ones: 0n, zeros: asked });
          return;
        }
        // One of them is set; which one is told only where all others are known to be clear.
        const open = asked & ~knowledge.readBits(at(call)).zeros;
        if (isSingle(open)) knowledge.knowBits(at(call), { ones: open, zeros: 0n });
      },
    }),
    add: (ids) => ({
      key: at,
      exact: (old, call) => word(old) | ids(call),
      partly: (call, knowledge, reply) => knowledge.knowBits(at(call, reply), { ones: ids(call), zeros: 0n }),
    }),
    remove,
    clear: { ...remove(() => ALL_BITS), exact: () => 0n },
  };
}
