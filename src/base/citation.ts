/**
 * A document of the project as the source cites it: `docs/recordings.md#22d`. The path leads to the file in the repository, and
 * to the page that the build makes of it (docs/decisions/links-to-documents.md).
 */
const CITATION = /docs\/((?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)*)\.md(#[\w-]+(?:\.[\w-]+)*)?/g;

/** A piece of a text: words, or a citation with its address beside the page. */
export interface Cited {
  readonly text: string;
  /** Relative to the page; null for words. */
  readonly href: string | null;
}

/** The citations of a text, in order, as they are written. */
export const citationsOf = (text: string): string[] => [...text.matchAll(CITATION)].map((m) => m[0]);

/** The text in pieces: `docs/recordings.md#22d` is the piece `recordings 22d`, which leads to `docs/recordings.html#22d`. */
export function cited(text: string): readonly Cited[] {
  const pieces: Cited[] = [];
  let at = 0;
  for (const m of text.matchAll(CITATION)) {
    const [whole, name = '', anchor = ''] = m;
    if (m.index > at) pieces.push({ text: text.slice(at, m.index), href: null });
    const page = name.replace(/(^|\/)README$/, '$1index');
    pieces.push({ text: `${name} ${anchor.slice(1)}`.trimEnd(), href: `docs/${page}.html${anchor}` });
    at = m.index + whole.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), href: null });
  return pieces;
}
