import { hex } from '../base/bits.ts';

// For tests alone: the frames that a text holds, found without the importers, by what a frame looks like in each shape.

const WORD = '(-?\\d{1,20}|0[xX][0-9a-fA-F]+)';
const DECIMAL = '(?: \\(-?\\d+\\))?';

/** Every frame that some line of the text holds, as eight words in hexadecimal. */
export function framesHeld(text: string): Set<string> {
  const held = new Set<string>();
  const add = (words: readonly string[]): void => {
    const w = [...words, ...Array<string>(8).fill('0')].slice(0, 8).map(wordOf);
    if (w.every((x) => x !== null)) held.add(w.map((x) => hex(x as bigint)).join(' '));
  };
  const clean = tidy(text);
  const lines = clean.split('\n').flatMap((l) => l.split('\\x0a'));
  for (const [i, line] of lines.entries()) {
    inLine(line, add);
    // A message of the kernel that stands in a line cuts it in two, and the rest is the next line.
    const cuts = Array.from(line.matchAll(/\[ {0,6}\d{1,8}\.\d{6}\] ?\S/g), (m) => m.index).filter((at) => at > 0);
    for (const cut of cuts) {
      inLine(line.slice(0, cut), add);
      inLine(line.slice(cut), add);
      for (const next of lines.slice(i + 1, i + 4)) inLine(line.slice(0, cut) + next, add);
    }
    for (const [n, cut] of cuts.entries()) inLine(line.slice(cut, cuts[n + 1]), add);
  }
  for (const m of clean.matchAll(/\[((?:\s*"0[xX][0-9a-fA-F]+"\s*,){7}\s*"0[xX][0-9a-fA-F]+"\s*)\]/g))
    add((m[1] as string).split(',').map((t) => t.replaceAll(/["\s]/g, '')));
  return held;
}

const NAMED = (['a', 'r', 'x', 'w', 'arg'] as const).flatMap((stem) =>
  [2, 3, 4, 5, 6, 7, 8].map((n) => {
    const names = Array.from({ length: n }, (_, i) => `${stem}${(stem === 'arg' ? 1 : 0) + i}=${WORD}${DECIMAL}`).join(
      ' ',
    );
    return new RegExp(`(?:^|[\\s)])${names}(?=\\s*$| (?!${stem}[0-7]=)[A-Za-z_]\\w*=)`);
  }),
);

function inLine(line: string, add: (words: readonly string[]) => void): void {
  // Registers by name, from the first on without a gap; behind the last stands the end or another name.
  if (/[axwrg][01]=/.test(line))
    for (const pattern of NAMED) {
      const m = pattern.exec(line);
      if (m !== null) add(m.slice(1));
    }
  for (const m of line.matchAll(/\w=\{([^{}]*)\}/g)) add((m[1] as string).split(','));
  // Lists: eight words and more behind each other, or the two halves of a table.
  for (const m of line.matchAll(/(?:0x[0-9a-f]+[ ,]+){3,}0x[0-9a-f]+/gi)) add(m[0].split(/[ ,]+/));
  for (const half of line.split(/->|=>|→|\||;/))
    add(
      half
        .replaceAll(/\b[wxar][0-7]\s*[=:]/g, ' ')
        .trim()
        .split(/[\s,()[\]{}]+/)
        .map(bare),
    );
  const all = line.trim().split(/[\s,]+/);
  if (all.length > 8) {
    add(all.slice(0, 8).map(bare));
    add(all.slice(8).map(bare));
  }
  // perf trace leaves out what is 0.
  const perf = /\(([^()]*)\)\s*$/.exec(line)?.[1];
  const names = Array.from((perf ?? '').matchAll(/\b[ar][0-7](?=: )/g), (m) => m[0]);
  const inOrder = names.every((name, i) => i === 0 || name > (names[i - 1] as string));
  if (perf !== undefined && /__probe_/.test(perf) && inOrder)
    for (const letter of ['a', 'r'])
      add(Array.from({ length: 8 }, (_, i) => new RegExp(`\\b${letter}${i}: (-?\\d+)`).exec(perf)?.[1] ?? '0'));
}

const bare = (word: string): string => (/^0x/i.test(word) ? word : `0x${word}`);

function wordOf(text: string): bigint | null {
  try {
    const n = BigInt(text);
    return n < 0n ? BigInt.asUintN(64, n) : n >> 64n === 0n ? n : null;
  } catch {
    return null;
  }
}

/**
 * Without what a terminal or an editor puts into a text. A control character behind a digit or a letter is damage to
 * the word and not taken out, but for colours, which begin and end anywhere.
 */
const tidy = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replaceAll(/\u001b\[[\d;]*[mK]|[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
    .replaceAll(/(?<![\w=])[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]+$/gm, '')
    .replaceAll(/[\t\u00a0]/g, ' ');
