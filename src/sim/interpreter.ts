import type { Effect } from './effect.ts';

/** Whoever carries out effects: the kernel of the run whose generator is being resumed. */
export interface Interpreter {
  /** Carries out an effect after which the same generator goes on, and answers what it is told. */
  carryOut(effect: Effect): unknown;
}

let current: Interpreter | null = null;

/**
 * The effects that do not suspend a generator are carried out by this interpreter from here on, where they stand: through a
 * yield each of them would pass every generator around it, some forty, there and back. Answers who did it before, to be
 * put back when the generator has stopped.
 */
export function interpretBy(interpreter: Interpreter | null): Interpreter | null {
  const before = current;
  current = interpreter;
  return before;
}

/** Carries out an effect that does not suspend. Throws outside a run. */
export function carryOut(effect: Effect): unknown {
  if (current === null) throw new Error(`the effect ${effect.op} outside a run`);
  return current.carryOut(effect);
}
