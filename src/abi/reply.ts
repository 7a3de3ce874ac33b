import { u32 } from '../base/bits.ts';
import { type Call, frameWidth, wordsOf } from './call-table.ts';
import { FFA_ERROR } from './ffa-call.ts';
import { type Frame, frame } from './frame.ts';
import { functionId, type Width } from './function-id.ts';
import { type Fields, packFields, readFields } from './register-fields.ts';

/** FFA_SUCCESS as a word, in its 32-bit form. */
export const SUCCESS_32 = functionId(0x61, 32);

/**
 * FFA_ERROR with this status in w2, as a C int: -6 gives 0xfffffffa. The upper half of x2 is zero, as OP-TEE, Hafnium
 * and TF-A leave it (protocol 1.3). Throws RangeError for what is no 32-bit integer.
 */
export function error(code: number): Frame {
  if (!Number.isInteger(code) || code < -(2 ** 31) || code >= 2 ** 31) {
    throw new RangeError(`status ${code} is no 32-bit integer`);
  }
  return FFA_ERROR.encode({ status: u32(code) });
}

/** The 32-bit FFA_SUCCESS with these words in w2, w3, … */
export function success(...w2: readonly bigint[]): Frame {
  return frame(SUCCESS_32, 0n, ...w2);
}

/** w0 of a reply to an unknown function id: all ones, SMCCC NOT_SUPPORTED. Recorded: 0x840000ff answers so. */
export const SMCCC_NOT_SUPPORTED: Frame = frame(0xffff_ffff_ffff_ffffn);

/** The answer to FFA_VERSION: the version in w0, 0x10002 for 1.2. */
export function versionReply(major: number, minor: number): Frame {
  return frame((BigInt(major) << 16n) | BigInt(minor));
}

/**
 * FFA_SUCCESS as the answer to a call, from the named fields of the call's table: `okReply(FFA_FEATURES, { properties:
 * 8 })`. `width` is the first that the answer may have. Throws Error for a call that FFA_SUCCESS does not answer.
 */
export function okReply<R extends string>(call: Call<string, R>, fields?: Fields<R>, width?: Width): Frame {
  if (call.ok === null) throw new Error(`${call.name} is never answered with FFA_SUCCESS`);
  const w = width ?? call.okWidths[0] ?? 32;
  return frame(functionId(0x61, w), ...packFields(call.ok, wordsOf(fields), w, 1));
}

/** The named fields of FFA_SUCCESS as the answer to a call. Total; the width comes from the reply's w0. */
export function readOk<R extends string>(call: Call<string, R>, reply: Frame): Record<R, bigint> {
  return call.ok === null ? ({} as Record<R, bigint>) : readFields(call.ok, reply, frameWidth(reply));
}
