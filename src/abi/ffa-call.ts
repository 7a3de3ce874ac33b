import type { Call } from './call-table.ts';
import * as memory from './ffa-memory-calls.ts';
import * as message from './ffa-message-calls.ts';
import * as notification from './ffa-notification-calls.ts';
import * as setup from './ffa-setup-calls.ts';
import { readFunctionId } from './function-id.ts';

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

/** The table of `FFA_NOTIFICATION_BIND`; null for a name that FF-A does not have. */
export function callByName(name: string): Call | null {
  return BY_NAME.get(name) ?? null;
}

/**
 * The table of the function that w0 names; null for a word that is no function id, for a number that no function has,
 * and for a width in which the function does not exist (0xc400007f). The upper half of x0 is not looked at.
 */
export function callById(w0: bigint): Call | null {
  const ref = readFunctionId(w0);
  return ref?.name != null && ref.exists ? callByName(ref.name) : null;
}
