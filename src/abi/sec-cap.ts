import { bitList } from '../base/bits.ts';

/** Capability bits, w5 of EXCHANGE_CAPABILITIES: name to bit number. optee_ffa.h OPTEE_FFA_SEC_CAP_*. */
export const SEC_CAP = { ARG_OFFSET: 0, ASYNC_NOTIF: 1, RPMB_PROBE: 2, PROTMEM: 3 } as const;

export type SecCapName = keyof typeof SEC_CAP;

/** The word of a list of capabilities. Throws RangeError for a name that is no capability. */
export function capsFromNames(names: readonly string[]): number {
  return names.reduce((caps, name) => {
    if (!(name in SEC_CAP)) throw new RangeError(`"${name}" is no capability: ${Object.keys(SEC_CAP).join(', ')}`);
    return caps | (1 << SEC_CAP[name as SecCapName]);
  }, 0);
}

/** The names of the bits that are set, ascending; a bit without a name is `bit 5`. */
export function capsNames(caps: number | bigint): string[] {
  const names = Object.keys(SEC_CAP);
  return bitList(BigInt.asUintN(32, BigInt(caps))).map((bit) => names[bit] ?? `bit ${bit}`);
}
