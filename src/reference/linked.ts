import { errnoNumber } from '../abi/errno.ts';
import { callByName } from '../abi/ffa-call.ts';
import { SERVICE_IDS } from '../abi/service-table.ts';
import { statusCode } from '../abi/status.ts';
import { TEE_RESULT } from '../abi/tee-result.ts';
import { cited } from '../base/citation.ts';
import { ruleById } from '../trace/invariants.ts';
import { type Kind, type Piece, type Text, to } from './page.ts';

/** What may be a name with a page: a word in capitals with an underscore, an errno with its minus, a rule, a status alone. */
const NAME =
  /[−-]?\bE[A-Z0-9]{2,}\b|\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b|\b(?:DENIED|RETRY|BUSY|ABORTED|INTERRUPTED)\b|\b[ID]\d{1,2}\b/g;

/** The kind of page and the name under which this word is found; null for a word without a page. */
export function pageOfWord(found: string): readonly [Kind, string] | null {
  const word = found.replace(/^[−-]/, '');
  if (callByName(word) !== null) return ['calls', word];
  if (word in SERVICE_IDS) return ['services', word];
  if (word in TEE_RESULT) return ['errors', word];
  if (statusCode(word) !== null) return ['errors', word];
  if (/^E[A-Z0-9]+$/.test(word) && errnoNumber(word) !== null) return ['errors', word];
  return ruleById(word) === undefined ? null : ['rules', word];
}

/**
 * A sentence whose names are links to their pages, and whose citations of documents are links to these. `self`: the page
 * that the sentence stands on, which is no link.
 */
export function linked(sentence: string, self: string | null = null): Text {
  return cited(sentence).flatMap((c): Text => {
    if (c.href !== null) return [{ text: c.text, href: c.href }];
    const pieces: Piece[] = [];
    let at = 0;
    for (const m of c.text.matchAll(NAME)) {
      const page = pageOfWord(m[0]);
      if (page === null || page[1] === self) continue;
      if (m.index > at) pieces.push(c.text.slice(at, m.index));
      pieces.push(to(page[0], page[1], m[0]));
      at = m.index + m[0].length;
    }
    if (at < c.text.length) pieces.push(c.text.slice(at));
    return pieces;
  });
}
