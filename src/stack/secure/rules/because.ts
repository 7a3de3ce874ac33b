import type { Frame } from '../../../abi/frame.ts';
import { singleId } from '../../../abi/id-bitmap.ts';
import type { Decision } from './act.ts';
import { NO_CELLS } from './cells.ts';
import { wide } from './registers.ts';
import { sameFrame } from './reply.ts';

/**
 * Why the secure world refused, in the words of the rule that did: `id 0 is bound already`. null where the reply is no refusal,
 * or another one than this rule's: the world was another one when it answered.
 */
export function refusedBecause({ rule: { outcome, sentence }, call }: Decision, reply: Frame): string | null {
  if (outcome.kind !== 'answers' || outcome.reply.status === null) return null;
  const own = outcome.reply.frame(call, NO_CELLS);
  return own !== null && sameFrame(own, reply) ? named(sentence, call) : null;
}

/** Of a call with a single id the id is named. The rules say `one of the ids` of w3 and w4 alone. */
function named(sentence: string, call: Frame): string {
  const id = singleId(wide(call, 3, 4));
  return id === null ? sentence : sentence.replace(/^one of the ids /, `id ${id} `);
}
