// What a link into a document may point at. Numbers of sections and findings are written into the text
// (`<a id="22d"></a>`), so that a better heading breaks no link; other headings have the name that code hosts give them.

/** The name that a heading without a written anchor gets: `Who may import whom` is `who-may-import-whom`. */
export const slug = (heading) =>
  heading
    .replace(/<[^>]*>/g, '')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** The anchors that the text of a document has, in order. Fenced code has none. */
export function anchorsOf(markdown) {
  const text = markdown.replace(/^```[\s\S]*?^```/gm, '');
  return [...text.matchAll(/<a id="([^"]+)">|^#{1,6} (?!<a id=)(.+)$/gm)].map((m) => m[1] ?? slug(m[2]));
}
