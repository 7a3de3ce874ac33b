import { bits } from '../base/bits.ts';
import type { Decoded, FieldNode } from './field.ts';
import type { Frame } from './frame.ts';
import { versionText } from './meaning.ts';
import { child, mbz, problemsOf, upperHalf } from './nodes.ts';

const ALL_ONES = 0xffff_ffff_ffff_ffffn;

/**
 * The reply to FFA_VERSION: w0 is the version, or −1. Linux 6.12 ffa_version_check() compares all 64 bits with −1, so
 * it knows 0xffffffffffffffff as "not supported" and takes 0xffffffff for version 32767.65535.
 */
export function decodeVersionReply(w: Frame): Decoded {
  const w0 = w[0] ?? 0n;
  const refused = bits(w0, 31, 0) === 0xffff_ffffn;
  const fields = [...w0Nodes(w0, refused), ...rest(w)];
  const problems = problemsOf(fields);
  if (refused && w0 !== ALL_ONES) problems.push('Linux 6.12 reads 0xffffffff as version 32767.65535 and not as −1.');
  return {
    name: 'FFA_VERSION',
    width: 32,
    service: null,
    summary: refused ? 'NOT_SUPPORTED −1' : versionText(w0),
    sentence: refused
      ? 'The firmware does not have this version of FF-A.'
      : `The firmware has FF-A ${versionText(w0)}.`,
    fields,
    problems,
    failed: refused,
  };
}

function w0Nodes(w0: bigint, refused: boolean): FieldNode[] {
  const value = bits(w0, 31, 0);
  if (refused) {
    const whole = w0 === ALL_ONES;
    const node: FieldNode = {
      name: 'result',
      reg: 0,
      hi: whole ? 63 : 31,
      lo: 0,
      value: whole ? w0 : value,
      meaning: 'NOT_SUPPORTED −1',
    };
    return [...(whole ? [] : upperHalf(0, w0)), node];
  }
  const top = bits(w0, 31, 31);
  return [
    ...upperHalf(0, w0),
    {
      name: 'version',
      reg: 0,
      hi: 31,
      lo: 0,
      value,
      meaning: versionText(value),
      ...(top === 1n ? { problem: 'must be zero' as const } : {}),
      children: [
        mbz(0, 31, 31, w0),
        child('major', 0, 30, 16, w0, String(bits(w0, 30, 16))),
        child('minor', 0, 15, 0, w0, String(bits(w0, 15, 0))),
      ],
    },
  ];
}

function rest(w: Frame): FieldNode[] {
  return [1, 2, 3, 4, 5, 6, 7].flatMap((reg) => [...upperHalf(reg, w[reg] ?? 0n), mbz(reg, 31, 0, w[reg] ?? 0n)]);
}
