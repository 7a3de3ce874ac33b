import { TERMS, type Term } from './glossary.ts';

/** A piece of a text: words, or a word that is explained here for the first time. */
export interface Explained {
  readonly text: string;
  /** The id of the word; null for words. */
  readonly term: string | null;
}

/** More than this in one text would be a page of links. */
const MOST = 4;

const FINDS: readonly (Term & { readonly finds: RegExp })[] = TERMS.filter(
  (t): t is Term & { readonly finds: RegExp } => t.finds !== undefined,
);

/**
 * The texts of a lesson in their order, in pieces: a word of the glossary is a piece of its own where it stands for the first
 * time in the lesson. At most four in a text: the others wait for their next one.
 */
export function firstUses(texts: readonly string[]): readonly (readonly Explained[])[] {
  const used = new Set<string>();
  return texts.map((text) => {
    const found: { readonly at: number; readonly text: string; readonly term: string }[] = [];
    for (const { id, finds } of FINDS) {
      if (used.has(id)) continue;
      const m = finds.exec(text);
      if (m !== null) found.push({ at: m.index, text: m[0], term: id });
    }
    // The first to stand there, and of two that begin together the longer one.
    found.sort((a, b) => a.at - b.at || b.text.length - a.text.length);
    const pieces: Explained[] = [];
    let end = 0;
    let count = 0;
    for (const f of found) {
      if (f.at < end || count === MOST) continue;
      if (f.at > end) pieces.push({ text: text.slice(end, f.at), term: null });
      pieces.push({ text: f.text, term: f.term });
      used.add(f.term);
      end = f.at + f.text.length;
      count++;
    }
    if (end < text.length) pieces.push({ text: text.slice(end), term: null });
    return pieces;
  });
}
