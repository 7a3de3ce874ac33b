import type { Frame } from '../../../abi/frame.ts';
import type { StatusName } from '../../../abi/status.ts';
import { PartlyKnown } from './knowledge.ts';
import type { Parties } from './rule.ts';
import { leaves } from './walk.ts';

/** What a function may answer, each with the sentences of the rules that answer so, in their order. */
export interface Answers {
  /** FFA_ERROR, by status. */
  readonly statuses: ReadonlyMap<StatusName, readonly string[]>;
  /** What a service reports in w3, by the name of the result. */
  readonly results: ReadonlyMap<string, readonly string[]>;
}

/**
 * The refusals that a secure world has for the function of this call. What the registers of this very call decide is not
 * asked: a menu says what the function may answer, and when. `here`: it is asked, and only what is left of them is listed.
 */
export function answersOf(parties: Parties, call: Frame, here = false): Answers {
  const statuses = new Map<StatusName, string[]>();
  const results = new Map<string, string[]>();
  for (const { outcome, rule } of leaves(parties, call, new PartlyKnown(), !here)) {
    for (const { status, result } of outcome.kind === 'answers' ? [outcome.reply] : outcome.shapes) {
      if (status !== null) note(statuses, status, rule.sentence);
      if (result !== null) note(results, result, rule.sentence);
    }
  }
  return { statuses, results };
}

function note<K>(found: Map<K, string[]>, key: K, sentence: string): void {
  const sentences = found.get(key) ?? [];
  if (!sentences.includes(sentence)) sentences.push(sentence);
  found.set(key, sentences);
}
