import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenize, tokenLines } from './tokens.ts';

const kinds = (source: string): string[] =>
  tokenize(source)
    .filter((t) => t.text.trim() !== '')
    .map((t) => `${t.kind}:${t.text.trim()}`);

describe('tokenize', () => {
  it('colours comments, strings, numbers and keywords', () => {
    expect(kinds("const rc = yield* bind('Find an id', 0x10n) // why")).toEqual([
      'keyword:const',
      'plain:rc =',
      'keyword:yield',
      'plain:* bind(',
      "string:'Find an id'",
      'plain:,',
      'number:0x10n',
      'plain:)',
      'comment:// why',
    ]);
  });

  it('does not end a string at an escaped quote, nor begin a comment in a string', () => {
    expect(kinds("'it\\'s // one'")).toEqual(["string:'it\\'s // one'"]);
    expect(kinds('"a /* b"')).toEqual(['string:"a /* b"']);
    expect(kinds("/* 'x' */ 1")).toEqual(["comment:/* 'x' */", 'number:1']);
  });

  it('takes names that hold keywords or digits as names', () => {
    expect(kinds('constant w3 newId')).toEqual(['plain:constant w3 newId']);
  });

  it('loses nothing of any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("'", '"', '`', '/', '*', '\\', '\n', 'a', '1', ' ', '$', '{', '}') }),
        (text) => {
          const tokens = tokenize(text);
          expect(tokens.map((t) => t.text).join('')).toBe(text);
          for (const t of tokens) expect(text.slice(t.at, t.at + t.text.length)).toBe(t.text);
          expect(
            tokenLines(tokens)
              .map((l) => l.map((t) => t.text).join(''))
              .join('\n'),
          ).toBe(text);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('tokenLines', () => {
  it('cuts a comment that spans lines', () => {
    expect(tokenLines(tokenize('/* a\n b */ 1')).map((l) => l.map((t) => `${t.kind}:${t.text}`))).toEqual([
      ['comment:/* a'],
      ['comment: b */', 'plain: ', 'number:1'],
    ]);
  });
});
