import type { Op } from './effect.ts';

/**
 * The answer of an effect that has been carried out, as a piece of an actor that has come to its end: `yield*` takes it
 * without a generator. There is one for all, because each is taken where it is given.
 */
class Answer implements Iterator<void, unknown, unknown> {
  readonly done = true;
  value: unknown = undefined;
  /** Given and not taken: somebody has asked without `yield*`. */
  given = false;

  [Symbol.iterator](): this {
    return this;
  }

  next(): this {
    this.given = false;
    return this;
  }
}

const ANSWER = new Answer();

/** What an effect answers at once. Throws where the answer before was not taken: an effect without `yield*`. */
export function answer<T>(value: T): Op<T> {
  if (ANSWER.given) {
    ANSWER.given = false;
    throw new Error('the answer of an effect was not taken: it is asked for without yield*');
  }
  ANSWER.given = true;
  ANSWER.value = value;
  return ANSWER as unknown as Op<T>;
}

const YIELDED: IteratorResult<void, never> = { done: false, value: undefined };

/** An effect whose context stops: its answer comes when the context is resumed. */
class Stopped implements Iterator<void, unknown, unknown> {
  #resumed = false;

  [Symbol.iterator](): this {
    return this;
  }

  next(input: unknown): IteratorResult<void, unknown> {
    if (this.#resumed) return { done: true, value: input };
    this.#resumed = true;
    return YIELDED;
  }
}

/** What an effect answers when its context goes on. */
export const answerLater = <T>(): Op<T> => new Stopped() as unknown as Op<T>;
