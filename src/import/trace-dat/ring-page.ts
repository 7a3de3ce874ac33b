import type { PageLayout } from '../kernel-events/tracing-data.ts';

/** The commit counts the bytes of data; its two highest bits say that events are missing before the page. */
const COMMIT = (1 << 27) - 1;
const MISSED = 0x8000_0000;
const MISSED_STORED = 0x4000_0000;

/** Kinds of entry that hold no event (Linux include/linux/ring_buffer.h, ring_buffer_type). */
const PADDING = 29;
const TIME_EXTEND = 30;
const TIME_STAMP = 31;
/** A time stamp holds 59 bits: the others are those of the time so far. */
const STAMP_BITS = 59n;

/**
 * One page of the ring buffer: a time, a count and entries, each with the time since the one before. Times here are
 * ticks since `base`, which must be near them: a difference is exact up to 2^53.
 */
export class RingPage {
  readonly #layout: PageLayout;
  readonly littleEndian: boolean;
  readonly #base: bigint;
  view: DataView = new DataView(new ArrayBuffer(0));
  bytes: Uint8Array = new Uint8Array(0);
  #next = 0;
  #end = 0;
  /** The record that `next` has found: where it is in `view`, its bytes, its time. */
  at = 0;
  length = 0;
  ticks = 0;
  /** Events that are missing before this page: how many, or null where the kernel does not say; 0 for none. */
  lost: number | null = 0;
  /** Why the rest of the page cannot be read; empty where it can. */
  damage = '';

  constructor(layout: PageLayout, littleEndian: boolean, base: bigint) {
    this.#layout = layout;
    this.littleEndian = littleEndian;
    this.#base = base;
  }

  load(page: Uint8Array): void {
    const { commitAt, long, dataAt } = this.#layout;
    this.bytes = page;
    this.view = new DataView(page.buffer, page.byteOffset, page.length);
    this.#next = this.#end = dataAt;
    this.lost = 0;
    this.damage = '';
    if (page.length < dataAt) {
      this.damage = 'the page is cut within its head';
      return;
    }
    this.ticks = Number(pageTime(page, this.littleEndian) - this.#base);
    const lowAt = this.littleEndian || long === 4 ? commitAt : commitAt + 4;
    const commit = this.view.getUint32(lowAt, this.littleEndian);
    const used = commit & COMMIT;
    if ((commit & MISSED) !== 0) this.lost = this.#missing(dataAt + used, commit);
    if (dataAt + used > page.length) this.damage = 'the page says that it has more bytes than a page';
    else this.#end = dataAt + used;
  }

  #missing(at: number, commit: number): number | null {
    const { long } = this.#layout;
    if ((commit & MISSED_STORED) === 0 || at + long > this.view.byteLength) return null;
    const low = this.littleEndian || long === 4 ? at : at + 4;
    return this.view.getUint32(low, this.littleEndian);
  }

  /** Goes on to the next record; false at the end of the page. */
  next(): boolean {
    const { view } = this;
    const little = this.littleEndian;
    while (this.#next + 4 <= this.#end) {
      const head = view.getUint32(this.#next, little);
      const type = little ? head & 31 : head >>> 27;
      const delta = little ? head >>> 5 : head & 0x7ff_ffff;
      const from = this.#next + 4;
      const hasWord = type === 0 || type >= PADDING;
      // What is left of a page holds no event.
      if (type === PADDING && delta === 0) return false;
      if (hasWord && from + 4 > this.#end) return this.#broken(from);
      const word = hasWord ? view.getUint32(from, little) : 0;
      if (type === TIME_EXTEND || type === TIME_STAMP) {
        this.#next = from + 4;
        if (type === TIME_EXTEND) this.ticks += word * 0x800_0000 + delta;
        else this.#stamp(word, delta);
        continue;
      }
      this.ticks += delta;
      if (type === PADDING) {
        this.#next = from + Math.ceil(word / 4) * 4;
        if (word < 4 || this.#next > this.#end) return this.#broken(from);
        continue;
      }
      this.at = type === 0 ? from + 4 : from;
      this.length = type === 0 ? Math.ceil((word - 4) / 4) * 4 : type * 4;
      this.#next = this.at + this.length;
      if (this.length < 8 || this.#next > this.#end) return this.#broken(from);
      return true;
    }
    if (this.#next < this.#end) return this.#broken(this.#next);
    return false;
  }

  #broken(at: number): false {
    this.damage = `an entry at byte ${at - 4} of the page does not fit into it`;
    this.#next = this.#end;
    return false;
  }

  #stamp(word: number, delta: number): void {
    const now = this.#base + BigInt(Math.trunc(this.ticks));
    const stamp = (BigInt(word) << 27n) + BigInt(delta);
    this.ticks = Number(((now >> STAMP_BITS) << STAMP_BITS) + stamp - this.#base);
  }
}

/** The time that a page begins with, in ticks of its clock. */
export const pageTime = (page: Uint8Array, littleEndian: boolean): bigint =>
  new DataView(page.buffer, page.byteOffset).getBigUint64(0, littleEndian);
