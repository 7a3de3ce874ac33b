import { bits } from '../base/bits.ts';
import type { FieldNode } from './field.ts';
import type { Frame } from './frame.ts';
import type { Parts } from './lazy-decoded.ts';
import { versionText } from './meaning.ts';
import { child, mbz, upperHalf } from './nodes.ts';

const ALL_ONES = 0xffff_ffff_ffff_ffffn;

/**
 * The reply to FFA_VERSION: w0 is the version, or −1. Linux 6.12 ffa_version_check() compares all 64 bits with −1, so
 * it knows 0xffffffffffffffff as "not supported" and takes 0xffffffff for version 32767.65535.
 */
export function decodeVersionReply(w: Frame): Parts {
  const w0 = w[0] ?? 0n;
  const refused = bits(w0, 31, 0) === 0xffff_ffffn;
  return {
    name: 'FFA_VERSION',
    width: 32,
    failed: refused,
    summary: () => (refused ? 'NOT_SUPPORTED −1' : versionText(w0)),
    sentence: () =>
      refused ? 'The firmware does not have this version of FF-A.' : `The firmware has FF-A ${versionText(w0)}.`,
    fields: () => [...(refused ? refusedNodes(w0) : versionNodes(w0)), ...rest(w)],
    problems: (ofFields) =>
      refused && w0 !== ALL_ONES
        ? [...ofFields, 'Linux 6.12 reads 0xffffffff as version 32767.65535 and not as −1.']
        : ofFields,
  };
}

function refusedNodes(w0: bigint): FieldNode[] {
  const whole = w0 === ALL_ONES;
  const value = whole ? w0 : bits(w0, 31, 0);
  const result: FieldNode = { name: 'result', reg: 0, hi: whole ? 63 : 31, lo: 0, value, meaning: 'NOT_SUPPORTED −1' };
  return [...(whole ? [] : upperHalf(0, w0)), result];
}

function versionNodes(w0: bigint): FieldNode[] {
  const value = bits(w0, 31, 0);
  const version: FieldNode = {
    name: 'version',
    reg: 0,
    hi: 31,
    lo: 0,
    value,
    meaning: versionText(value),
    ...(bits(w0, 31, 31) === 1n ? { problem: 'must be zero' as const } : {}),
    children: [
      mbz(0, 31, 31, w0),
      child('major', 0, 30, 16, w0, String(bits(w0, 30, 16))),
      child('minor', 0, 15, 0, w0, String(bits(w0, 15, 0))),
    ],
  };
  return [...upperHalf(0, w0), version];
}

const rest = (w: Frame): FieldNode[] =>
  [1, 2, 3, 4, 5, 6, 7].flatMap((reg) => [...upperHalf(reg, w[reg] ?? 0n), mbz(reg, 31, 0, w[reg] ?? 0n)]);
