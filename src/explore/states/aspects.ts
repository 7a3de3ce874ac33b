import { idSet } from '../../base/bits.ts';
import type { Value } from '../../trace/event.ts';
import {
  CORE,
  CPU_PREFIX,
  DRIVER,
  HELD_PREFIX,
  IRQ_PREFIX,
  LOCK_PREFIX,
  OPTEE,
  QUEUE_PREFIX,
  SPMC,
  SYNC_PREFIX,
} from '../../trace/keys.ts';
import type { World } from '../../trace/world.ts';
import { valueText } from '../../words/value-text.ts';

/** What of the world two states may be told apart by. */
export interface Aspect {
  readonly id: string;
  readonly says: string;
  readonly has: (key: string) => boolean;
}

const BITMAPS = /^spmc\.(vm\d+|sp_0x[0-9a-f]+)\./;

const begins =
  (...prefixes: readonly string[]) =>
  (key: string): boolean =>
    prefixes.some((p) => key.startsWith(p));

/** A cell belongs to the first aspect that has it. */
export const ASPECTS: readonly Aspect[] = [
  { id: 'driver', says: 'state of the driver', has: (key) => key === DRIVER.state },
  { id: 'notifications', says: 'notifications at the SPMC', has: (key) => BITMAPS.test(key) },
  { id: 'linux', says: 'ids that Linux knows', has: begins(CORE.hashPrefix, DRIVER.bottomHalfValue) },
  { id: 'pending', says: 'interrupts and queued work', has: begins(IRQ_PREFIX, QUEUE_PREFIX) },
  { id: 'threads', says: 'threads of OP-TEE, keys', has: begins(OPTEE.threadPrefix, SYNC_PREFIX) },
  { id: 'held', says: 'what is held and shared', has: begins(HELD_PREFIX, SPMC.shmPrefix) },
  { id: 'locks', says: 'locks', has: begins(LOCK_PREFIX) },
  // What the CPUs run is said for people, and no part of a state (scenario/ending.ts).
  { id: 'other', says: 'everything else', has: (key) => !key.startsWith(CPU_PREFIX) },
];

const known = new Map<string, number>();

/** The aspect of a cell, as an index; -1 for a cell that none has. */
export function aspectOf(key: string): number {
  let aspect = known.get(key);
  if (aspect === undefined) {
    aspect = ASPECTS.findIndex((a) => a.has(key));
    known.set(key, aspect);
  }
  return aspect;
}

/** Cells by key, each with its value as it is shown. */
export type Cells = readonly (readonly [key: string, text: string])[];

/** What an aspect is in this world, by key. */
export function cellsOf(world: World, aspect: number): Cells {
  const cells: [string, string][] = [];
  for (const [key, { value }] of world.under('')) if (aspectOf(key) === aspect) cells.push([key, cellText(key, value)]);
  return cells.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A bitmap is shown by its ids: `{0, 3}`. */
const cellText = (key: string, value: Value): string =>
  BITMAPS.test(key) && typeof value === 'bigint' ? idSet(value) : valueText(key, value);

/** A cell that one of two has, or that is otherwise in them. */
export interface CellChange {
  readonly key: string;
  readonly before: string;
  readonly after: string;
}

/** What is otherwise in `after`, by key. */
export function changesBetween(before: Cells, after: Cells): readonly CellChange[] {
  const was = new Map(before);
  const is = new Map(after);
  const keys = [...new Set([...was.keys(), ...is.keys()])].sort();
  const absent = (key: string): string => valueText(key, undefined);
  return keys
    .filter((key) => was.get(key) !== is.get(key))
    .map((key) => ({ key, before: was.get(key) ?? absent(key), after: is.get(key) ?? absent(key) }));
}
