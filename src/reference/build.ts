import { fileOf, htmlOf } from './html.ts';
import { KINDS, type ReferencePage } from './page.ts';
import { referencePages } from './pages.ts';

// What the build takes of the reference: the pages as data, which the page loads a kind at a time, and as plain files.

export { referencePages };

/** What the page loads together: the pages of a kind; `lists` has the front page, the lists, the words and the signs. */
export const PARTS: readonly string[] = [...KINDS.filter((k) => k !== 'glossary'), 'lists'];

/** The pages of a part. */
export const pagesOf = (pages: readonly ReferencePage[], part: string): readonly ReferencePage[] =>
  pages.filter((p) => (p.kind === null || p.kind === 'glossary' ? 'lists' : p.kind) === part);

/** Every page as a file below `reference/`, under this content security policy. */
export const files = (
  pages: readonly ReferencePage[],
  policy: string,
): readonly { readonly path: string; readonly html: string }[] =>
  pages.map((page) => ({ path: fileOf(page.route), html: htmlOf(page, policy) }));
