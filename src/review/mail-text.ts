/** The width of a mail. */
export const COLUMNS = 72;

const ASCII: Readonly<Record<string, string>> = {
  '−': '-',
  '–': '-',
  '→': '->',
  '≠': '!=',
  '…': '...',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '·': '.',
};

/** Our own signs in ASCII, and nothing that would move the cursor of a terminal; other scripts stay. */
export const ascii = (text: string): string =>
  text
    .replace(/[−–→≠…“”‘’·]/g, (c) => ASCII[c] ?? c)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (c) => `\\x${(c.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`);

/** A text in lines of at most `columns`, each after `indent`: broken between words, and inside one that is longer than a line. */
export function wrapped(text: string, indent = '', columns: number = COLUMNS): string[] {
  const room = columns - indent.length;
  const lines: string[] = [];
  let line = '';
  for (const word of ascii(text).split(/ +/)) {
    let rest = word;
    if (line !== '' && line.length + 1 + rest.length <= room) {
      line += ` ${rest}`;
      continue;
    }
    if (line !== '') lines.push(line);
    for (; rest.length > room; rest = rest.slice(room)) lines.push(rest.slice(0, room));
    line = rest;
  }
  return [...lines, line].filter((l) => l !== '').map((l) => indent + l);
}
