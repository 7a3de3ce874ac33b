import type { Finding } from '../study/findings.ts';
import type { Tried } from './sweep.ts';

/** One thing that is wrong, with every fault that brings it about. */
export interface Defect {
  readonly finding: Finding;
  readonly by: readonly Tried[];
  /** Does an answer bring it about that a secure world may give, or only one that none may give? */
  readonly allowed: boolean;
}

/**
 * What a sweep found, each thing once: first what an allowed answer brings about, then in the order in which it was found.
 * Addresses, ids of objects and numbers of rows make no other thing of it.
 */
export function defectsOf(tried: readonly Tried[]): readonly Defect[] {
  const found = new Map<string, { finding: Finding; by: Tried[] }>();
  for (const t of tried)
    for (const finding of t.ending.news) {
      const key = kindOf(finding);
      const known = found.get(key);
      if (known === undefined) found.set(key, { finding, by: [t] });
      else if (known.by.at(-1) !== t) known.by.push(t);
    }
  const list = [...found.values()].map((d): Defect => {
    const by = d.by.toSorted((a, b) => Number(isForbidden(a)) - Number(isForbidden(b)));
    return { finding: d.finding, by, allowed: by.some((t) => !isForbidden(t)) };
  });
  return list.toSorted((a, b) => Number(b.allowed) - Number(a.allowed));
}

const isForbidden = (t: Tried): boolean => t.answer.kind === 'forbidden';

/** What makes two findings the same thing, wherever and whenever they are found. */
export const kindOf = ({ key }: Finding): string => kindOfText(key);

/** The same of a sentence: addresses, workers and ids of notifications make no other thing of it. */
export const kindOfText = (text: string): string =>
  text
    .replace(/0x[0-9a-f]+/g, '0x…')
    .replace(/kworker\/\d+:\d+/g, 'kworker')
    .replace(/\bid \d+/g, 'id …')
    // Where it sleeps is where it was called from: the first of a chain is the defect.
    .replace(/(sleeping function called from invalid context).*/, '$1');
