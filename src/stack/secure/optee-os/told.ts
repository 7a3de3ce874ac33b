import { FFA_ERROR } from '../../../abi/ffa-call.ts';
import type { Frame } from '../../../abi/frame.ts';
import { SUCCESS_32 } from '../../../abi/reply.ts';
import { statusText } from '../../../abi/status.ts';
import { hex, s32 } from '../../../base/bits.ts';
import type { StepOptions } from '../../../sim/narrate.ts';
import type { Actor, Args } from '../../../trace/event.ts';

// A call that OP-TEE makes itself stands in a row of its own: what it says in words, its registers, and the answer.

const short = (words: Frame): string[] => {
  const last = words.findLastIndex((word) => word !== 0n);
  return words.slice(0, Math.max(1, last + 1)).map(hex);
};

/** The arguments of the row: what a reader wants to know, and the registers up to the last that is not zero. */
export const asked = (call: Frame, says: Args = {}): Args => ({ ...says, w: short(call) });

const SMC64 = 1n << 30n;

/** `FFA_SUCCESS 0x8000`, `FFA_ERROR NOT_SUPPORTED −1`; a version is itself. */
export function answerText(answer: Frame): string {
  const [w0 = 0n, , w2 = 0n] = answer;
  if (w0 === FFA_ERROR.id32) return `FFA_ERROR ${statusText(s32(w2))}`;
  if ((w0 & ~SMC64) !== SUCCESS_32) return hex(w0);
  return w2 === 0n ? 'FFA_SUCCESS' : `FFA_SUCCESS ${hex(w2)}`;
}

/** Who answers it, and with what. */
export const answeredBy = (to: Actor, answer: Frame): StepOptions => ({
  to,
  result: () => ({ answer: answerText(answer), r: short(answer) }),
});
