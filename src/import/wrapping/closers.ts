/** Which sign ends what this one begins. */
const CLOSERS: { readonly [open: string]: string } = { '"': '"', "'": "'", '`': '`', '[': ']', '{': '}', '(': ')' };

/** The sign that ends what the end of this text is inside of; null where everything that it begins it also ends. */
export function openAt(prefix: string): string | null {
  const open: string[] = [];
  for (const c of prefix) {
    if (c === open.at(-1)) open.pop();
    else if (CLOSERS[c] !== undefined && !isQuote(open.at(-1))) open.push(CLOSERS[c]);
  }
  return open.at(-1) ?? null;
}

/**
 * What stands before the sign that ends it, with its escapes resolved; null where it has no end. In quotation marks a
 * doubled one stands for one (CSV, YAML), and a backslash for the sign behind it; brackets end at the last.
 */
export function upTo(closer: string, text: string): string | null {
  if (!isQuote(closer)) {
    const at = text.lastIndexOf(closer);
    return at < 0 ? null : text.slice(0, at);
  }
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\' && closer === '"') i++;
    else if (text[i] === closer) {
      if (text[i + 1] === closer) i++;
      else return plain(text.slice(0, i), closer);
    }
  }
  return null;
}

const ESCAPES: { readonly [letter: string]: string } = { n: '\n', r: '', t: '\t', b: '', f: '', e: '\u001b', v: '' };

/** The text that a string of JSON, C or YAML stands for. */
export function plain(text: string, quote: string): string {
  const single = text.replaceAll(quote + quote, quote);
  if (quote !== '"' || !single.includes('\\')) return single;
  return single.replaceAll(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))/g, (_, u?: string, x?: string, c?: string) =>
    c === undefined ? String.fromCharCode(Number.parseInt(u ?? x ?? '0', 16)) : (ESCAPES[c] ?? c),
  );
}

const isQuote = (sign: string | undefined): boolean => sign === '"' || sign === "'" || sign === '`';
