/** Two hashes in one: a number in 0..2^52-1. Numbers of that size are exact in JavaScript. */
export type Hash = number;

const LOW = 2 ** 32;
const HIGH = 2 ** 20;

/** The hash of a text. The mixing is that of MurmurHash3's 32-bit finaliser, over two lanes with different constants. */
export function hashText(text: string, seed = 0): Hash {
  let a = 0xdeadbeef ^ Math.imul(seed + 1, 0x2c1b3c6d);
  let b = 0x41c6ce57 ^ Math.imul(seed + 1, 0x297a2d39);
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 0x9e3779b1);
    b = Math.imul(b ^ c, 0x5f356495);
  }
  return finish(a, b);
}

/** The hash of two hashes in this order. */
export function hashPair(x: Hash, y: Hash): Hash {
  let a = Math.imul((x / LOW) | 0, 0x85ebca6b) ^ (x | 0);
  let b = Math.imul((x / LOW) | 0, 0xc2b2ae35) ^ Math.imul(x | 0, 0x27d4eb2f);
  a = Math.imul(a ^ (a >>> 15), 0x9e3779b1) + (y | 0);
  b = Math.imul(b ^ (b >>> 13), 0x5f356495) + Math.imul((y / LOW) | 0, 0x85ebca6b) + (y | 0);
  return finish(a, b);
}

function finish(a: number, b: number): Hash {
  let x = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  let y = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  x = (x ^ (x >>> 16)) >>> 0;
  y = (y ^ (y >>> 16)) >>> 0;
  return (y % HIGH) * LOW + x;
}

const kept = new WeakMap<object, Hash>();

/**
 * The hash of immutable data: numbers, texts, lists and records of such, in the order of their fields. Functions count
 * as nothing: what stands beside one must say which it is. Objects are remembered, so one that is changed afterwards
 * keeps the hash that it had.
 */
export function hashData(value: unknown): Hash {
  switch (typeof value) {
    case 'string':
      return hashText(value, 1);
    case 'bigint':
      return hashText(value.toString(36), 2);
    case 'number':
      return hashText(String(value), 3);
    case 'boolean':
      return value ? 5 : 4;
    case 'object': {
      if (value === null) return 7;
      let hash = kept.get(value);
      if (hash === undefined) {
        hash = Array.isArray(value) ? hashList(value) : hashRecord(value);
        kept.set(value, hash);
      }
      return hash;
    }
    default:
      return 6;
  }
}

function hashList(list: readonly unknown[]): Hash {
  let hash = list.length + 11;
  for (const item of list) hash = hashPair(hash, hashData(item));
  return hash;
}

function hashRecord(record: object): Hash {
  let hash = 13;
  for (const [field, value] of Object.entries(record))
    hash = hashPair(hashPair(hash, hashText(field)), hashData(value));
  return hash;
}

/**
 * The hash of a set of things of which each is there or not: adding one and taking it out again leaves what was. Two
 * sums, of the hashes and of what a second mixing makes of them.
 */
export class HashSum {
  #first = 0;
  #second = 0;

  add(hash: Hash): void {
    this.#first = (this.#first + hash) % (LOW * HIGH);
    this.#second = (this.#second + hashPair(hash, 17)) % (LOW * HIGH);
  }

  remove(hash: Hash): void {
    this.#first = (this.#first + LOW * HIGH - hash) % (LOW * HIGH);
    this.#second = (this.#second + LOW * HIGH - hashPair(hash, 17)) % (LOW * HIGH);
  }

  copy(): HashSum {
    const sum = new HashSum();
    sum.#first = this.#first;
    sum.#second = this.#second;
    return sum;
  }

  /** The sums as text. */
  toString(): string {
    return `${this.#first.toString(36)}.${this.#second.toString(36)}`;
  }
}
