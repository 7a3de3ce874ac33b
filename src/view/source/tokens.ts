/** What a piece of TypeScript is coloured as. `plain` includes blanks, names and punctuation. */
type TokenKind = 'comment' | 'string' | 'keyword' | 'number' | 'plain';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** The position in the file, in UTF-16 units. */
  readonly at: number;
}

const KEYWORDS = new Set(
  (
    'as async await boolean break case catch class const continue default delete do else enum export extends false ' +
    'finally for from function if implements import in instanceof interface keyof let new null number of readonly ' +
    'return satisfies static string switch this throw true try type typeof undefined unknown void while yield bigint'
  ).split(' '),
);

// One alternative a kind, in the order in which they must be tried. A regular expression literal is not told apart from
// division: in this project's sources they are rare and a wrong colour there is no wrong fact.
const PIECE =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>'(?:\\[\s\S]|[^'\\\n])*'?|"(?:\\[\s\S]|[^"\\\n])*"?|`(?:\\[\s\S]|[^`\\])*`?)|(?<number>\b\d[\w.]*)|(?<word>[A-Za-z_$][\w$]*)|(?<other>[^A-Za-z_$0-9'"`/]+|[\s\S])/g;

/**
 * Splits TypeScript into coloured pieces. Total: any text gives tokens whose texts, joined, are that text again. A
 * template literal is one string, expressions included.
 */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  for (const m of source.matchAll(PIECE)) {
    const g = m.groups ?? {};
    const word = g.word;
    const kind: TokenKind =
      g.comment !== undefined
        ? 'comment'
        : g.string !== undefined
          ? 'string'
          : g.number !== undefined
            ? 'number'
            : word !== undefined && KEYWORDS.has(word)
              ? 'keyword'
              : 'plain';
    const last = tokens.at(-1);
    if (kind === 'plain' && last?.kind === 'plain') tokens[tokens.length - 1] = { ...last, text: last.text + m[0] };
    else tokens.push({ kind, text: m[0], at: m.index });
  }
  return tokens;
}

/** The tokens of each line; one that spans lines is cut at every line end, which itself is left out. */
export function tokenLines(tokens: readonly Token[]): Token[][] {
  const lines: Token[][] = [[]];
  for (const t of tokens) {
    let at = t.at;
    t.text.split('\n').forEach((part, i) => {
      if (i > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ kind: t.kind, text: part, at });
      at += part.length + 1;
    });
  }
  return lines;
}
