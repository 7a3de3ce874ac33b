import { eachLine, type Unwrap } from './unwrap.ts';

/** The elements in which pages show logs. `<idle>`, `<stack trace>` and `<...>` are no elements. */
const TAG =
  /<(\/?)(a|abbr|article|b|blockquote|body|br|button|code|dd|details|div|dl|dt|em|font|footer|h[1-6]|head|header|hr|html|i|img|input|kbd|li|link|main|mark|meta|nav|ol|p|pre|samp|script|section|small|span|strong|style|summary|svg|table|tbody|td|tfoot|th|thead|title|tr|tt|u|ul)(?:\s[^<>]{0,1000})?\/?>|<!(?:--.{0,1000}?--|DOCTYPE[^<>]{0,200})>/gi;
const BREAKS = new Set(['br', 'p', 'div', 'tr', 'li', 'pre', 'h1', 'h2', 'h3', 'table', 'blockquote', 'hr']);
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi;
const NAMED: { readonly [name: string]: string } = {
  ...{ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ', larr: '←', rarr: '→', ndash: '–', mdash: '—' },
};

/** Is this text out of a page, or written down as one? */
export const isHtml = (lines: readonly string[]): boolean =>
  lines.some((l) => /&(?:lt|gt|amp|quot|nbsp|apos|#\d{2,5}|#x[0-9a-f]{2,4});/i.test(l) || l.search(TAG) >= 0);

/** The text of a page: without its elements, each where it ends a line as a line end, and with the signs that entities stand for. */
export const html: Unwrap = eachLine((text) => {
  const bare = text.replaceAll(TAG, (_, slash: string | undefined, name: string | undefined) => {
    const element = name?.toLowerCase() ?? '';
    const ends = slash === '/' || element === 'br' || element === 'hr';
    return !ends ? '' : BREAKS.has(element) ? '\n' : element === 'td' || element === 'th' ? '\t' : '';
  });
  return bare
    .replace(/\n$/, '')
    .split('\n')
    .map((l) => resolved(l.replace(/\t+$/, '')));
});

const resolved = (text: string): string =>
  text.replaceAll(ENTITY, (all, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? all;
    const code = Number.parseInt(decimal ?? hex ?? '', decimal === undefined ? 16 : 10);
    return code > 0 && code < 0x11_0000 ? String.fromCodePoint(code) : all;
  });
