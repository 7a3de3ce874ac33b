import { describe, expect, it } from 'vitest';
import { lineOf, literalText, sentences } from './sentence.ts';
import { tokenize } from './tokens.ts';

const SOURCE = `import { x } from './x.ts';
// 'Not a sentence' in a comment
yield* step(
  'Find an id that nobody holds',
  'notify_request',
);
yield* log("OP-TEE's answer is not 0", 'error');
yield* log(\`Id \${id} is \${taken ? 'taken' : 'free'} now\`, 'info');
`;

const all = sentences(SOURCE, tokenize(SOURCE));

describe('lineOf', () => {
  it('finds the line in which a sentence begins, from 0', () => {
    expect(lineOf(all, 'Find an id that nobody holds')).toBe(3);
    expect(lineOf(all, "OP-TEE's answer is not 0")).toBe(6);
  });

  it('finds a template by its fixed parts', () => {
    expect(lineOf(all, 'Id 3 is free now')).toBe(7);
    expect(lineOf(all, 'Id 3 is free')).toBeNull();
  });

  it('finds neither a part of a sentence, nor a comment, nor a path', () => {
    expect(lineOf(all, 'Find an id')).toBeNull();
    expect(lineOf(all, 'Not a sentence')).toBeNull();
    expect(lineOf(all, './x.ts')).toBeNull();
  });
});

describe('literalText', () => {
  it('reads the escapes of a literal', () => {
    expect(literalText("it\\'s \\u2212\\u{36} \\x41\\n")).toBe("it's −6 A\n");
  });
});
