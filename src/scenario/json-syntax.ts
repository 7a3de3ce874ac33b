import type { Problem } from '../base/result.ts';

/** Deeper than any scenario; it bounds what a reader of the values has to follow. */
const MAX_DEPTH = 64;

type Expect = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end' | 'nothing';

const WHAT: { readonly [K in Expect]: string } = {
  value: 'Write a value here.',
  'value or ]': 'Write a value, or close the list with ].',
  key: 'Write a field name in double quotes.',
  'key or }': 'Write a field name in double quotes, or close with }.',
  ':': 'Write a colon between a field name and its value.',
  ', or end': 'Write a comma, or close what is open.',
  nothing: 'Remove what follows the scenario.',
};

const SPACE = /[ \t\n\r]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const LITERAL = /true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

/**
 * The first mistake in a JSON text with its line and column (both from 1), or null where the text is JSON (RFC 8259)
 * and no object has a field twice. JSON.parse accepts a doubled field and drops the first one without a word, and its
 * messages differ between engines, so the text is checked here first.
 */
export function jsonProblem(text: string): Problem | null {
  const open: { readonly close: '}' | ']'; readonly keys: Set<string> }[] = [];
  let expect: Expect = 'value';
  let at = 0;
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  const matchText = (): string | null => {
    const end = endOfText(text, at);
    if (end < 0) return null;
    const found = text.slice(at, end);
    at = end;
    return found;
  };
  const after = (): Expect => (open.length === 0 ? 'nothing' : ', or end');

  for (;;) {
    match(SPACE);
    const c = text[at];
    const inside = open.at(-1);
    if (c === undefined)
      return expect === 'nothing'
        ? null
        : problemAt(text, at, text.trim() === '' ? 'the text is empty.' : 'the text ends too early.', WHAT[expect]);
    const mayClose = expect === ', or end' || expect === 'value or ]' || expect === 'key or }';
    if (mayClose && inside !== undefined && c === inside.close) {
      open.pop();
      at++;
      expect = after();
    } else if (expect === ', or end' && c === ',' && inside !== undefined) {
      at++;
      expect = inside.close === '}' ? 'key' : 'value';
    } else if (expect === ':' && c === ':') {
      at++;
      expect = 'value';
    } else if (expect === 'key' || expect === 'key or }') {
      const start = at;
      const name = matchText();
      if (name === null || inside === undefined) return unexpected(text, at, expect);
      const key = JSON.parse(name) as string;
      if (inside.keys.has(key))
        return problemAt(text, start, `the field ${name.slice(0, 42)} is there twice.`, 'Remove one.');
      inside.keys.add(key);
      expect = ':';
    } else if (expect === 'value' || expect === 'value or ]') {
      if (c === '{' || c === '[') {
        if (open.length === MAX_DEPTH)
          return problemAt(text, at, `lists are more than ${MAX_DEPTH} deep.`, 'A scenario needs at most five.');
        open.push({ close: c === '{' ? '}' : ']', keys: new Set() });
        at++;
        expect = c === '{' ? 'key or }' : 'value or ]';
      } else {
        if (matchText() === null && match(LITERAL) === null) return unexpected(text, at, expect);
        expect = after();
      }
    } else return unexpected(text, at, expect);
  }
}

/** Where the text in double quotes that begins at `start` ends (exclusive); -1 where none is there or it is broken. */
function endOfText(text: string, start: number): number {
  if (text[start] !== '"') return -1;
  for (let i = start + 1; i < text.length; i++) {
    const c = text[i] as string;
    if (c === '"') return i + 1;
    if (c < ' ') return -1;
    if (c !== '\\') continue;
    ESCAPE.lastIndex = i;
    const sequence = ESCAPE.exec(text)?.[0];
    if (sequence === undefined) return -1;
    i += sequence.length - 1;
  }
  return -1;
}

function unexpected(text: string, at: number, expect: Expect): Problem {
  const c = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const rest = text.slice(at, at + 2);
  if (rest === '//' || rest === '/*') return problemAt(text, at, 'JSON has no comments.', 'Remove the comment.');
  if (c === "'") return problemAt(text, at, 'JSON has no single quotes.', 'Write double quotes.');
  if ((c === '}' || c === ']') && (expect === 'key' || expect === 'value') && /,\s*$/.test(text.slice(0, at)))
    return problemAt(text, at, `a comma stands before ${c}.`, 'Remove that comma.');
  if (c === '"') {
    const line = text.slice(at).split('\n', 1)[0] as string;
    if (expect !== ', or end' && expect !== 'nothing' && expect !== ':')
      return problemAt(
        text,
        at,
        `the text ${line.slice(0, 40)} is broken.`,
        'Close it with a double quote on the same line.',
      );
  }
  if (/x/i.test(c) && text[at - 1] === '0')
    return problemAt(text, at - 1, 'JSON has no hexadecimal numbers.', 'Write the number in double quotes, "0xff".');
  return problemAt(
    text,
    at,
    `${/\p{Cc}/u.test(c) ? 'a control character' : JSON.stringify(c)} is not expected.`,
    WHAT[expect],
  );
}

function problemAt(text: string, at: number, what: string, remedy: string): Problem {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  const column = at - before.lastIndexOf('\n');
  return { what, where: `line ${line}, column ${column}`, remedy };
}
