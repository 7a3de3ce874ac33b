import { type HashSum, hashData, hashPair, hashText } from '../base/hash-data.ts';
import type { Context } from './context.ts';
import { Control } from './control.ts';
import type { FiberEnd, Op } from './effect.ts';
import type { Watch } from './footprint.ts';

/** Flows of control that stop in the middle and go on elsewhere: those that have begun and not ended, by their ids. */
export class Fibers {
  readonly #fibers = new Map<string, Control>();
  readonly #watch: Watch | null;

  constructor(watch: Watch | null) {
    this.#watch = watch;
  }

  get size(): number {
    return this.#fibers.size;
  }

  /** The fiber runs on this context from here on; it begins with `body`, or goes on where it is for null. */
  enter(c: Context, id: string, body: Op<unknown> | null): void {
    if (c.fiber !== null) throw new Error(`${c.name} runs the fiber ${c.fiberId} and cannot run ${id} in it`);
    const hash = body === null || this.#watch === null ? 0 : hashPair(c.own.hash, hashText(id));
    const fiber = body === null ? this.#fibers.get(id) : new Control(body, hash);
    if (fiber === undefined) throw new Error(`there is no fiber ${id} to go on with`);
    this.#watch?.write(`fiber ${id}`);
    this.#fibers.set(id, fiber);
    c.carry(id, fiber);
  }

  /** The fiber stays where it is, and whoever ran it goes on. */
  leave(c: Context, end: FiberEnd): void {
    c.carry(null, null);
    c.own.input = end;
    if (this.#watch?.places === true) c.own.told(hashData(end));
  }

  /** The fiber that this context runs has come to its end, and whoever ran it goes on. */
  end(c: Context, value: unknown): void {
    this.#fibers.delete(c.fiberId as string);
    this.leave(c, { how: 'done', value });
  }

  /** Each of them that has begun and not ended. */
  get all(): ReadonlyMap<string, Control> {
    return this.#fibers;
  }

  /** Where each of them is. */
  hashInto(sum: HashSum): void {
    for (const [id, fiber] of this.#fibers) sum.add(hashPair(hashText(id, 2), fiber.hash));
  }
}
