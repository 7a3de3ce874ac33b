import type { Token } from './tokens.ts';

// The first argument of every narrated operation is a literal sentence, unique in its file (a test beside the stack
// checks it). That makes the sentence of a row the way back to its source line.

/** A literal in a source file. */
export interface Sentence {
  /** The line that it begins in, from 0. */
  readonly line: number;
  /** Does this literal say `why`? A template literal says it when its fixed parts stand in it in order. */
  says(why: string): boolean;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', 0: '\0' };

/** The text that the inside of a literal stands for. */
export function literalText(inside: string): string {
  return inside.replace(/\\(?:u\{([0-9a-f]+)\}|u([0-9a-f]{4})|x([0-9a-f]{2})|(\r?\n)|([\s\S]))/gi, (...m) => {
    const [, braced, four, two, newline, other] = m as (string | undefined)[];
    const code = braced ?? four ?? two;
    if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
    if (newline !== undefined || other === undefined) return '';
    return ESCAPES[other] ?? other;
  });
}

/** Every string literal of a file that holds a blank: sentences, and not names or paths. */
export function sentences(source: string, tokens: readonly Token[]): Sentence[] {
  const found: Sentence[] = [];
  let line = 0;
  let seen = 0;
  for (const t of tokens) {
    if (t.kind !== 'string' || !t.text.includes(' ')) continue;
    for (; seen < t.at; seen++) if (source[seen] === '\n') line++;
    const inside = t.text.slice(1, -1);
    found.push({ line, says: t.text.startsWith('`') ? template(inside) : literal(inside) });
  }
  return found;
}

function literal(inside: string): (why: string) => boolean {
  const text = literalText(inside);
  return (why) => why === text;
}

function template(inside: string): (why: string) => boolean {
  const parts = inside.split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/).map(literalText);
  if (parts.length === 1) return (why) => why === parts[0];
  const pattern = new RegExp(`^${parts.map((p) => p.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`, 's');
  return (why) => pattern.test(why);
}

/** The line (from 0) of the literal that says `why`, a plain one before a template; null where none does. */
export function lineOf(all: readonly Sentence[], why: string): number | null {
  return all.find((s) => s.says(why))?.line ?? null;
}
