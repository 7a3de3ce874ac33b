import { bits } from '../base/bits.ts';
import { DEFAULT_ENDPOINTS } from './endpoint.ts';
import { callById, FFA_MSG_SEND_DIRECT_REQ } from './ffa-call.ts';
import type { Frame } from './frame.ts';
import { functionText } from './function-id.ts';
import { type Service, type ServiceName, serviceById } from './optee-service.ts';

/** The name that an endpoint must have for its direct messages to be read as services of OP-TEE. */
export const OPTEE_NAME = 'OP-TEE';

/** What the table of calls says of w0: `FFA_NOTIFICATION_BIND`, `unknown function 0x840000ff`. Total. */
export function callName(frame: Frame): string {
  const w0 = frame[0] ?? 0n;
  return callById(w0)?.name ?? functionText(w0);
}

/** Is this a direct request to OP-TEE that is no message of the framework (bit 31 of w2)? */
export function isOpteeRequest(frame: Frame, endpoints: ReadonlyMap<number, string> = DEFAULT_ENDPOINTS): boolean {
  if (callById(frame[0] ?? 0n) !== FFA_MSG_SEND_DIRECT_REQ) return false;
  const receiver = Number(bits(frame[1] ?? 0n, 15, 0));
  return endpoints.get(receiver) === OPTEE_NAME && bits(frame[2] ?? 0n, 31, 31) === 0n;
}

/** The table of the OP-TEE service that a direct request carries; null for every other frame and an unknown service. */
export function requestedService(
  frame: Frame,
  endpoints: ReadonlyMap<number, string> = DEFAULT_ENDPOINTS,
): Service | null {
  return isOpteeRequest(frame, endpoints) ? serviceById(frame[3] ?? 0n) : null;
}

/** The name of the OP-TEE service that a direct request carries, `ENABLE_ASYNC_NOTIF`; null for none. */
export function serviceOf(frame: Frame, endpoints?: ReadonlyMap<number, string>): ServiceName | null {
  return requestedService(frame, endpoints)?.name ?? null;
}
