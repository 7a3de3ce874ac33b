/**
 * Words of which a line must hold at least one for a pattern to match: with them a pattern is tried only on lines that can
 * match. A word is taken only where it stands whole in the pattern, between characters that end words. Null where
 * nothing of the kind can be said: then the pattern is tried on every line.
 */
export function neededWords(pattern: RegExp): readonly string[] | null {
  const words = alternatives(new Reader(pattern.source));
  return words === null ? null : [...new Set(words.map((w) => w.toLowerCase()))];
}

/** The words of a line, as `neededWords` cuts them; lower case. */
export function* wordsOf(line: string): Generator<string> {
  for (const m of line.matchAll(WORD)) yield m[0].toLowerCase();
}

const WORD = /[A-Za-z0-9_]{3,}/g;

class Reader {
  at = 0;
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
  peek(): string {
    return this.source[this.at] ?? '';
  }
}

/** One word of each alternative up to the end of the group; null when an alternative has none. */
function alternatives(r: Reader): string[] | null {
  const all: (string[] | null)[] = [];
  do all.push(sequence(r));
  while (take(r, '|'));
  return all.some((w) => w === null) ? null : (all as string[][]).flat();
}

/** What one alternative needs: its longest whole word, or else what one of its groups needs. */
function sequence(r: Reader): string[] | null {
  const own: string[] = [];
  const groups: string[][] = [];
  let run = '';
  // Where a pattern begins and ends, a longer word of the line may go on.
  let open = false;
  const end = (whole: boolean): void => {
    if (open && whole && run.length >= 3) own.push(run);
    run = '';
  };
  while (r.at < r.source.length && r.peek() !== '|' && r.peek() !== ')') {
    const token = next(r);
    const optional = quantifier(r);
    if (token.kind === 'letter' && !optional) {
      run += token.text;
      continue;
    }
    if (token.kind === 'letter') {
      // A letter that may be absent: the word before it is not whole.
      run = '';
      open = false;
      continue;
    }
    end(token.kind === 'edge' && !optional);
    open = token.kind === 'edge' && !optional;
    if (token.kind === 'group' && !optional && token.words !== null) groups.push(token.words);
  }
  end(false);
  if (own.length > 0) return [own.reduce((a, b) => (b.length > a.length ? b : a))];
  return groups.reduce<string[] | null>((a, b) => (a === null || b.length < a.length ? b : a), null);
}

type Token =
  | { readonly kind: 'letter'; readonly text: string }
  /** Something that is no part of a word: a space, a sign, the edge of a word. */
  | { readonly kind: 'edge' }
  /** Something that may be part of a word. */
  | { readonly kind: 'any' }
  | { readonly kind: 'group'; readonly words: string[] | null };

function next(r: Reader): Token {
  const c = r.source[r.at++] ?? '';
  if (c === '(') return group(r);
  if (c === '[') return charClass(r);
  if (c === '\\') {
    const e = r.source[r.at++] ?? '';
    if (/[bsWD]/.test(e)) return e === 'D' ? { kind: 'any' } : { kind: 'edge' };
    return /[wdSB]/.test(e) ? { kind: 'any' } : { kind: 'edge' };
  }
  if (c === '.') return { kind: 'any' };
  return /[A-Za-z0-9_]/.test(c) ? { kind: 'letter', text: c } : { kind: 'edge' };
}

function group(r: Reader): Token {
  const look = /^\?(?:<?[!=]|:|<\w+>)/.exec(r.source.slice(r.at));
  if (look !== null) r.at += look[0].length;
  const words = alternatives(r);
  take(r, ')');
  // What must not follow, or only be looked at, is not in the line for certain.
  return look !== null && /^\?<?!/.test(look[0]) ? { kind: 'group', words: null } : { kind: 'group', words };
}

function charClass(r: Reader): Token {
  if (r.peek() === '^') r.at++;
  while (r.at < r.source.length && r.peek() !== ']') r.at += r.peek() === '\\' ? 2 : 1;
  r.at++;
  return { kind: 'any' };
}

/** Takes what says how often; true when the piece before may be absent. */
function quantifier(r: Reader): boolean {
  const m = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(r.source.slice(r.at));
  if (m === null) return false;
  r.at += m[0].length;
  return m[0].startsWith('*') || m[0].startsWith('?') || m[1] === '0';
}

function take(r: Reader, c: string): boolean {
  if (r.peek() !== c) return false;
  r.at++;
  return true;
}
