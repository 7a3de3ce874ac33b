import type { FrameSaid } from '../abi/field.ts';

/** In place of a form: a call has no reply yet, or what a reply answers is not known. */
export const NO_FORM = -1;

/** What the frames of two forms say: a call alone, or a reply to a call. */
export interface PairSaid {
  readonly call: number;
  readonly reply: number;
  readonly said: FrameSaid;
}

/** What frames say by the forms of their rows: the same two say the same in every run of the same tables. */
export class FramePairs {
  /** In the order in which they came; it only grows. */
  readonly list: PairSaid[] = [];
  readonly #said = new Map<number, FrameSaid>();

  get(call: number, reply: number): FrameSaid | undefined {
    return this.#said.get(keyOf(call, reply));
  }

  add(pair: PairSaid): void {
    this.list.push(pair);
    this.#said.set(keyOf(pair.call, pair.reply), pair.said);
  }
}

/** More forms than fit in memory. */
const FORMS = 2 ** 26;
const keyOf = (call: number, reply: number): number => (reply + 1) * FORMS + call + 1;
