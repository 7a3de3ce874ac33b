import type { Call } from './call-table.ts';
import * as memory from './ffa-memory-calls.ts';
import * as message from './ffa-message-calls.ts';
import * as notification from './ffa-notification-calls.ts';
import * as setup from './ffa-setup-calls.ts';
import { functionId } from './function-id.ts';

export type { Call } from './call-table.ts';
export * from './ffa-memory-calls.ts';
export * from './ffa-message-calls.ts';
export * from './ffa-notification-calls.ts';
export * from './ffa-setup-calls.ts';

const isCall = (value: unknown): value is Call => typeof value === 'object' && value !== null && 'encode' in value;

/** The table of every function, in the order of its number. */
export const CALLS: readonly Call[] = [setup, message, memory, notification]
  .flatMap((m) => Object.values(m))
  .filter(isCall)
  .sort((a, b) => a.number - b.number);

const BY_NAME: ReadonlyMap<string, Call> = new Map(CALLS.map((c) => [c.name, c]));

/** By the ids that exist, with the SVE hint (bit 16) and without: a long recording looks up every w0. */
const BY_ID: ReadonlyMap<number, Call> = new Map(
  CALLS.flatMap((c) =>
    c.widths.flatMap((width) => {
      const id = Number(functionId(c.number, width));
      return [id, id + 0x1_0000].map((word): [number, Call] => [word, c]);
    }),
  ),
);

/** The table of `FFA_NOTIFICATION_BIND`; null for a name that FF-A does not have. */
export function callByName(name: string): Call | null {
  return BY_NAME.get(name) ?? null;
}

/**
 * The table of the function that w0 names; null for a word that is no function id, for a number that no function has,
 * and for a width in which the function does not exist (0xc400007f). The upper half of x0 is not looked at.
 */
export function callById(w0: bigint): Call | null {
  return BY_ID.get(Number(BigInt.asUintN(32, w0))) ?? null;
}
