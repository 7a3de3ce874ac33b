import { ERRNO_NAMES, errnoName, errnoNumber } from '../../abi/errno.ts';
import { FUNCTION_IDS } from '../../abi/function-id.ts';
import { capsFromNames, SEC_CAP, SERVICES, type SecCapName } from '../../abi/optee-service.ts';
import { STATUS_NAMES, statusCode, statusName } from '../../abi/status.ts';
import { FAULTABLE } from '../../stack/functions.ts';

/** Interrupts that a fault can be aimed at: they stand where a call's name stands. */
export const INTERRUPT_SITES: readonly string[] = ['SRI', 'NPI', 'secure interrupt'];

/** Everything that `at.call` may name. */
export const CALL_SITES: readonly string[] = [...Object.keys(FUNCTION_IDS), ...INTERRUPT_SITES];

/** Everything that `at.service` may name. */
export const SERVICE_SITES: readonly string[] = SERVICES.map((service) => service.name);

/** Everything that `at.fn` may name: `arm_ffa:` or `other:` before a name that is not the OP-TEE driver's. */
export const FUNCTION_SITES: readonly string[] = FAULTABLE;

export const statusNames: readonly string[] = STATUS_NAMES;
export const statusByName = statusCode;
export const statusLabel = statusName;

export const errnoNames: readonly string[] = ERRNO_NAMES;
export const errnoByName = errnoNumber;

/** `ENOMEM` for -12; null for what is not the negative of a named errno. */
export const errnoLabel = (rc: number): string | null => (rc < 0 && rc >= -4095 ? errnoName(rc) : null);

/** Names of the capability bits of EXCHANGE_CAPABILITIES. */
export const capNames: readonly SecCapName[] = Object.keys(SEC_CAP) as SecCapName[];

/** The bit of a capability, or null for a name that is not one. */
export const capBit = (name: string): number | null =>
  Object.hasOwn(SEC_CAP, name) ? SEC_CAP[name as SecCapName] : null;

/** The names of a mask's bits; null where one of them has no name. */
export function capsByName(mask: number): readonly SecCapName[] | null {
  const names = capNames.filter((name) => (mask >>> SEC_CAP[name]) & 1);
  return capsFromNames(names) >>> 0 === mask ? names : null;
}
