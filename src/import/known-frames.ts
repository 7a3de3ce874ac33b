import type { Frame } from '../abi/frame.ts';
import { ByteIndex } from '../base/byte-index.ts';
import { perObject } from '../base/per-object.ts';
import type { Columns } from './columns.ts';
import { frameOfHalves } from './halves.ts';
import { packedLength, unpackFrame } from './packed-frame.ts';
import { FRAME_HALVES } from './read-word.ts';
import { type CallTexts, callTexts, replyTexts } from './sentences.ts';

/** More pairs of a call and its reply are worked out each time that they are asked for. */
const MOST_PAIRS = 20_000;
/** Pairs are told apart by one number: no more different frames than this fit into the bytes that are kept. */
const FRAMES = 1 << 22;

/** The frames of a recording and what they say: it has few different ones, and each is decoded once. */
class KnownFrames {
  readonly #columns: Columns;
  readonly #index = new ByteIndex(1 << 19);
  readonly #frames: Frame[] = [];
  readonly #calls: CallTexts[] = [];
  readonly #replies = new Map<number, CallTexts>();
  #words = new Uint32Array(0);
  #bytes = new DataView(this.#words.buffer);

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  /** The frame of a row as w0..w7. */
  frame(row: number): Frame {
    return this.#frames[this.#number(row)] ?? this.#unpacked(row);
  }

  call(row: number): CallTexts {
    const number = this.#number(row);
    const known = this.#calls[number];
    if (known !== undefined) return known;
    const texts = callTexts(this.frame(row));
    if (number >= 0) this.#calls[number] = texts;
    return texts;
  }

  /** What the reply in `row` to the call in `call` says. */
  reply(call: number, row: number): CallTexts {
    const [a, b] = [this.#number(call), this.#number(row)];
    const key = a * FRAMES + b;
    const known = a < 0 || b < 0 ? undefined : this.#replies.get(key);
    if (known !== undefined) return known;
    const texts = replyTexts(this.frame(call), this.frame(row));
    if (a >= 0 && b >= 0 && this.#replies.size < MOST_PAIRS) this.#replies.set(key, texts);
    return texts;
  }

  /** Equal frames have one number; -1 where there is no room for another one. */
  #number(row: number): number {
    const { words, frame } = this.#columns;
    if (this.#words !== words) {
      this.#words = words as Uint32Array<ArrayBuffer>;
      this.#bytes = new DataView(this.#words.buffer, this.#words.byteOffset, this.#words.byteLength);
    }
    const at = frame[row] as number;
    const number = this.#index.add(this.#bytes, at * 4, (at + packedLength(words, at)) * 4);
    if (number === this.#frames.length) this.#frames.push(this.#unpacked(row));
    return number;
  }

  #unpacked(row: number): Frame {
    const { words, frame } = this.#columns;
    unpackFrame(words, frame[row] as number, HALVES);
    return Object.freeze(frameOfHalves(HALVES));
  }
}

const HALVES = new Uint32Array(FRAME_HALVES);

export const knownFrames: (columns: Columns) => KnownFrames = perObject((columns: Columns) => new KnownFrames(columns));
