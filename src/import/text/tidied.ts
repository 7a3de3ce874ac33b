/** What is looked at only in lines that have something to tidy. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences and control characters are what is looked for
const NOT_PLAIN = /^>|[\u0000-\u001f\u007f-\u00a0\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;

/**
 * What programs put into the middle of a word: colours and their ends as grep and tput write them (`ESC[01;31m`, `ESC[K`,
 * `ESC(B`), and characters without a width, at which a page may break a long word.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const INVISIBLE = /\u001b\[[0-9;]{0,20}[mK]\u000f?|\u001b\([0B]|[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Any sequence of a terminal (ECMA-48) that has an end of its own, any other sequence, and any control character but the tabulator. */
const CONTROL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  /(\u001b\[[0-9;?]{0,20}[@-~]|\u001b\][^\u0007\u001b]{0,400}(?:\u0007|\u001b\\|$))|\u001b[ -/]{0,3}[0-~]?|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** What is left of a character that was damaged on its way: it stays to be seen. */
const DAMAGED = '\ufffd';

/**
 * The line without colours, quotation marks of a mail, tabs and other blanks; the same text where there are none. A
 * control character inside a word or at its end is a letter or a digit that was damaged: `0x1`, ESC, `00` is not 0x10.
 */
export function tidied(line: string): string {
  if (!NOT_PLAIN.test(line)) return line;
  return line
    .replace(INVISIBLE, '')
    .replace(CONTROL, (found, whole: string | undefined, at: number, text: string) => {
      const next = at + found.length;
      // ESC takes the character behind it with it, at the end of a line too.
      const goesOn = whole === undefined ? next < text.length || found.length > 1 : isWord(text.charCodeAt(next));
      return goesOn && isWord(text.charCodeAt(at - 1)) ? DAMAGED : '';
    })
    .replaceAll(/[\t\u00a0]/g, ' ')
    .replace(/^(?:> ?)+/, '');
}

/** A digit, a letter, `_`, or the `=` before a value. */
const isWord = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) || code === 0x5f || code === 0x3d;
