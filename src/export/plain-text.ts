// Text for places that know only lines: nothing may move the cursor, end a line or hide, and what was in can be told
// from what is shown.

/** Control characters, and those that turn or hide text, as `\n`, `\x1b`, `\u202e`. */
export const visible = (text: string): string => text.replace(HIDDEN, (c) => ESCAPES[c] ?? escaped(c));

const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(c: string): string {
  const code = c.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** Signs of ours that ASCII has a spelling for. */
const ASCII: Readonly<Record<string, string>> = {
  '−': '-',
  '–': '-',
  '→': '->',
  '…': '...',
  '“': '"',
  '”': '"',
  '’': "'",
  '·': '.',
  µ: 'u',
};

/** A text with our own signs in ASCII; what others wrote in another script stays. */
export const ascii = (text: string): string => visible(text).replace(/[−–→…“”’·µ]/g, (c) => ASCII[c] ?? c);

/** Columns of a terminal that a character takes: two for East Asian wide ones and pictographs, none for marks on others. */
const columnsOf = (c: string): number =>
  /\p{M}/u.test(c)
    ? 0
    : /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}|[\u{20000}-\u{3fffd}]/u.test(
          c,
        )
      ? 2
      : 1;

/** How many columns a line takes in a terminal. */
export function columns(text: string): number {
  let sum = 0;
  for (const c of text) sum += columnsOf(c);
  return sum;
}

/** A text in lines of at most `width` columns, at least 8: broken between words, and inside one that is longer than a line. */
export function wrapped(text: string, width: number): string[] {
  const room = Math.max(width, 8);
  const lines: string[] = [];
  let line = '';
  let gap = '';
  for (const part of text.split(/(\s+)/)) {
    if (/^\s*$/.test(part)) {
      gap = part;
      continue;
    }
    if (line !== '' && columns(line) + columns(gap) + columns(part) > room) {
      lines.push(line);
      line = '';
      gap = '';
    }
    line += `${line === '' ? '' : gap}`;
    gap = '';
    for (const c of part) {
      if (columns(line) + columnsOf(c) > room) {
        lines.push(line);
        line = '';
      }
      line += c;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** Is the character at this place a minus or underscore inside a word? There no notation takes it for a sign. */
export const inWord = (text: string, at: number): boolean =>
  /[-_]/.test(text[at] ?? '') && /[A-Za-z0-9]/.test(text[at - 1] ?? '') && /[A-Za-z0-9]/.test(text[at + 1] ?? '');
