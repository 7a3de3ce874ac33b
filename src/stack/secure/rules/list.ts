import type { Frame } from '../../../abi/frame.ts';
import type { StatusName } from '../../../abi/status.ts';
import { PartlyKnown } from './knowledge.ts';
import type { Parties } from './rule.ts';
import { leaves } from './walk.ts';

/**
 * Why a secure world answers this function with each status that it has for it, in the order of the rules. What the
 * registers of this call decide is not asked: a menu says what the function may answer, and when.
 */
export function refusals(parties: Parties, call: Frame): ReadonlyMap<StatusName, readonly string[]> {
  const found = new Map<StatusName, string[]>();
  for (const { outcome, rule } of leaves(parties, call, new PartlyKnown(), true)) {
    const replies = outcome.kind === 'answers' ? [outcome.reply] : outcome.shapes;
    for (const { status } of replies) {
      if (status === null) continue;
      const sentences = found.get(status) ?? [];
      if (!sentences.includes(rule.sentence)) sentences.push(rule.sentence);
      found.set(status, sentences);
    }
  }
  return found;
}
