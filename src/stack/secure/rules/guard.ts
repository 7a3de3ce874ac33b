import type { Frame } from '../../../abi/frame.ts';
import type { Cells, Knowledge } from './cells.ts';
import { notTri, type Tri } from './tri.ts';

/**
 * A condition on a call and on the cells of the secure world. It names the cells that it looks at, says whether it holds
 * as far as they are known, and takes it in when an answer shows that it held or did not.
 */
export interface Guard {
  keys(call: Frame): readonly string[];
  test(call: Frame, cells: Cells): Tri;
  learn(call: Frame, knowledge: Knowledge, holds: boolean): void;
}

/** A condition on the registers alone, or one that is already a guard. */
export type Condition = Guard | ((call: Frame) => boolean);

const NONE: readonly string[] = [];
const noKeys = (): readonly string[] => NONE;

export const asGuard = (condition: Condition): Guard =>
  typeof condition === 'function'
    ? { keys: noKeys, test: (call) => condition(call), learn: () => undefined }
    : condition;

export const not = (condition: Condition): Guard => {
  const g = asGuard(condition);
  return {
    keys: g.keys,
    test: (call, cells) => notTri(g.test(call, cells)),
    learn: (call, knowledge, holds) => g.learn(call, knowledge, !holds),
  };
};

/** Most conditions look at registers alone, or at one cell. */
function keysOfAll(list: readonly Guard[]): Guard['keys'] {
  const [first, ...more] = list.filter((g) => g.keys !== noKeys);
  if (first === undefined) return noKeys;
  return more.length === 0 ? first.keys : (call) => [first, ...more].flatMap((g) => g.keys(call));
}

export const all = (...conditions: readonly Condition[]): Guard => {
  const list = conditions.map(asGuard);
  return {
    keys: keysOfAll(list),
    test(call, cells) {
      let known = true;
      for (const g of list) {
        const holds = g.test(call, cells);
        if (holds === false) return false;
        if (holds === null) known = false;
      }
      return known ? true : null;
    },
    learn(call, knowledge, holds) {
      if (holds) {
        for (const g of list) g.learn(call, knowledge, true);
        return;
      }
      // One of them failed: it tells which only where the others are known to hold.
      const open = list.filter((g) => g.test(call, knowledge) !== true);
      if (open.length === 1) open[0]?.learn(call, knowledge, false);
    },
  };
};

export const any = (...conditions: readonly Condition[]): Guard => not(all(...conditions.map(not)));

/**
 * A condition that the guards of single cells cannot say: it looks at the cells `keys` itself, and answers null where
 * they do not tell. Nothing is learned from it unless `learn` says what.
 */
export const whether = (
  keys: (call: Frame) => readonly string[],
  test: (call: Frame, cells: Cells) => Tri,
  learn: Guard['learn'] = () => undefined,
): Guard => ({ keys, test, learn });
