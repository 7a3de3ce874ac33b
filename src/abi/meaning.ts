import { bitList, bits, hex, idSet, s32 } from '../base/bits.ts';
import { endpointMeaning } from './endpoint.ts';
import { errnoText, minus } from './errno.ts';
import type { FieldNode } from './field.ts';
import { functionText, readFunctionId } from './function-id.ts';
import { child, mbz, reserved } from './nodes.ts';
import type { Mean, Meaning } from './register-fields.ts';
import { linuxErrno, statusName, statusWithErrno } from './status.ts';

/** An endpoint id: `0x8001, OP-TEE`. */
export const endpoint: Mean = (value, { endpoints }) => endpointMeaning(Number(value), endpoints);

export const vcpu: Mean = (value) => `vCPU ${value}`;
export const decimal: Mean = (value) => String(value);
export const length: Mean = (value) => `${value} bytes`;
export const pages: Mean = (value) => `${value} ${value === 1n ? 'page' : 'pages'} of 4 KiB`;
export const address: Mean = (value) => `physical address ${hex(value)}`;

/** Ids 0..31 of a notification bitmap. */
export const idsLow: Mean = (value) => `ids ${idSet(value)}`;
/** Ids 32..63. */
export const idsHigh: Mean = (value) => `ids ${idSet(value << 32n)}`;

/** A memory handle with its parts: OP-TEE 4.10 core/arch/arm/include/ffa.h, FFA_MEMORY_HANDLE_*. */
export function handleText(handle: bigint): string {
  if (handle === 0xffff_ffff_ffff_ffffn) return `${hex(handle)}, no handle`;
  const by = bits(handle, 63, 63) === 1n ? 'hypervisor' : bits(handle, 45, 45) === 1n ? 'secure' : 'non-secure';
  const guest = bits(handle, 31, 16);
  return `${hex(handle)}, ${by}${guest === 0n ? '' : `, guest ${guest}`}, index ${bits(handle, 15, 0)}`;
}

/** The low word of a handle whose high word is in the next register. */
export const handleLow: Mean = (value, { frame }, { reg }) =>
  `handle ${handleText(value | (bits(frame[reg + 1] ?? 0n, 31, 0) << 32n))}`;
export const handleHigh: Mean = (value) => (value === 0n ? '0' : `${hex(value)}, upper word of the handle`);

/** A version word: bits 30:16 major, 15:0 minor, bit 31 zero. */
export const version: Mean = (value, _context, { reg }) => ({
  text: versionText(value),
  ...(bits(value, 31, 31) === 1n ? { problem: 'must be zero' as const } : {}),
  children: [
    mbz(reg, 31, 31, value),
    child('major', reg, 30, 16, value, String(bits(value, 30, 16))),
    child('minor', reg, 15, 0, value, String(bits(value, 15, 0))),
  ],
});

/** `1.1` for 0x10001. */
export const versionText = (value: bigint): string => `${bits(value, 30, 16)}.${bits(value, 15, 0)}`;

/** w2 of FFA_ERROR. */
export const status: Mean = (value) => {
  const code = s32(value);
  if (code === 0) return { text: 'SUCCESS 0: Linux reads it as success', problem: 'out of range' };
  if (statusName(code) !== null) return statusWithErrno(code);
  return {
    text: `unknown status ${minus(code)}: Linux makes ${errnoText(linuxErrno(code))} of it`,
    problem: 'unknown value',
  };
};

/**
 * Bits that are flags: the text names those that are set, or says `none`. Bits without a name must be zero, or are
 * reserved for a later version.
 */
export function flags(
  names: Readonly<Record<number, string>>,
  none: string,
  unnamed: 'must be zero' | 'reserved' = 'must be zero',
): Mean {
  const gap = unnamed === 'reserved' ? reserved : mbz;
  const known = Object.keys(names).map(Number);
  return (value, _context, { reg, hi, lo }): Meaning => {
    const word = value << BigInt(lo);
    const children: FieldNode[] = [];
    for (let bit = hi - lo; bit >= 0; bit--) {
      const name = names[bit];
      if (name !== undefined) {
        children.push(child(name, reg, lo + bit, lo + bit, word, bits(value, bit, bit) === 1n ? 'set' : 'clear'));
        continue;
      }
      const next = Math.max(-1, ...known.filter((k) => k < bit));
      children.push(gap(reg, lo + bit, lo + next + 1, word));
      bit = next + 1;
    }
    const set = bitList(value);
    const unknown = set.some((bit) => names[bit] === undefined);
    const text = set.map((bit) => names[bit] ?? `bit ${bit}`).join(', ');
    return { text: text === '' ? none : text, ...(unknown ? { problem: unnamed } : {}), children };
  };
}

/** Feature ids of FFA_FEATURES. OP-TEE ffa.h FFA_FEATURE_*, Hafnium for 4. */
export const FEATURE_NAMES: Readonly<Record<number, string>> = {
  1: 'notification pending interrupt (NPI)',
  2: 'schedule receiver interrupt (SRI)',
  3: 'managed exit interrupt (ME)',
  4: 'notification features',
};

/** w1 of FFA_FEATURES: a function id where bit 31 is set, else a feature id. */
export const feature: Mean = (value) => {
  if (bits(value, 31, 31) === 1n) {
    const ref = readFunctionId(value);
    const known = ref?.name !== null && ref?.exists === true;
    return { text: functionText(value), ...(known ? {} : { problem: 'unknown value' as const }) };
  }
  const name = FEATURE_NAMES[Number(value)];
  return name ?? { text: `unknown feature ${hex(value)}`, problem: 'unknown value' };
};

/** One of a few named values; anything else is unknown. */
export function oneOf(names: Readonly<Record<number, string>>, what: string): Mean {
  return (value) => names[Number(value)] ?? { text: `unknown ${what} ${hex(value)}`, problem: 'unknown value' };
}
