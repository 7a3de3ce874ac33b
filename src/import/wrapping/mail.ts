import type { Unwrap } from './unwrap.ts';

const HEADER = /^content-transfer-encoding:\s{0,8}(quoted-printable|base64|7bit|8bit|binary)\s*$/i;
/** What stands between the parts of a mail, as its header names it. */
const BOUNDARY = /\bboundary="?([^"\s;]{1,70})"?/i;
const SOFT = /=[ \t]*$/;

/** Does a mail stand here as it was sent, or a piece of its text? */
export const isEncodedMail = (lines: readonly string[]): boolean =>
  lines.some((l) => /^content-transfer-encoding:\s{0,8}(?:quoted-printable|base64)\s*$/i.test(l)) || isQuoted(lines);

/** Text in which every `=` is written as `=3D`. */
const isQuoted = (lines: readonly string[]): boolean =>
  lines.filter((l) => /\b[\w-]{1,32}=3D\S/.test(l)).length > 1 && lines.some((l) => SOFT.test(l));

/**
 * The text of a mail whose lines were coded for the way (RFC 2045, 6.7 and 6.8): quoted-printable writes `=3D` for `=`
 * and cuts lines behind a `=`, base64 writes four letters for three bytes. Headers stay as they are; a boundary ends a part.
 */
export class Mail implements Unwrap {
  #mode: 'plain' | 'quoted-printable' | 'base64';
  /** The encoding that a header has named, until the empty line that ends the headers. */
  #next: 'plain' | 'quoted-printable' | 'base64' | null = null;
  #boundary: string | null = null;
  #held = '';

  constructor(head: readonly string[]) {
    this.#mode = head.some((l) => HEADER.test(l)) || !isQuoted(head) ? 'plain' : 'quoted-printable';
  }

  line(text: string): readonly string[] {
    const named = HEADER.exec(text)?.[1]?.toLowerCase();
    if (named !== undefined) this.#next = named === 'quoted-printable' || named === 'base64' ? named : 'plain';
    const boundary = BOUNDARY.exec(text)?.[1];
    if (boundary !== undefined && this.#mode === 'plain') this.#boundary = `--${boundary}`;
    const isBoundary = this.#boundary !== null && text.startsWith(this.#boundary);
    // Base64 and quoted-printable never begin a line with these; a part without a header of its own is plain.
    if (isBoundary || (this.#mode !== 'plain' && /^--\S/.test(text))) {
      const rest = this.end();
      this.#mode = 'plain';
      return rest;
    }
    if (text.trim() === '' && this.#next !== null) {
      this.#mode = this.#next;
      this.#next = null;
      return [];
    }
    if (this.#mode === 'plain' || this.#next !== null) return [text];
    return this.#mode === 'base64' ? this.#base64(text) : this.#quoted(text);
  }

  end(): readonly string[] {
    const rest = this.#mode === 'base64' ? textOf(this.#held) : this.#held;
    this.#held = '';
    return rest === '' ? [] : [rest];
  }

  #quoted(text: string): readonly string[] {
    const whole = this.#held + text;
    this.#held = '';
    if (SOFT.test(whole) && whole.length < 60_000) {
      this.#held = whole.replace(SOFT, '');
      return [];
    }
    const decoded = whole.replaceAll(/(?:=[0-9A-F]{2})+/gi, (coded) =>
      textOf(coded.replaceAll(/=(..)/g, (_, h: string) => String.fromCharCode(Number.parseInt(h, 16)))),
    );
    return decoded.split('\n');
  }

  #base64(text: string): readonly string[] {
    // A letter of several bytes may be cut by the end of the line, the line of the log never is.
    const lines = (this.#held + bytesOf(text.replaceAll(/[^A-Za-z0-9+/]/g, ''))).split(/\r?\n/);
    this.#held = lines.pop() ?? '';
    return lines.map(textOf);
  }
}

/** The text of bytes that are written as a character each: UTF-8, or where they are none as they are. */
function textOf(bytes: string): string {
  if (!/[\u0080-\u00ff]/.test(bytes)) return bytes;
  try {
    return decodeURIComponent(bytes.replaceAll(/[%\u0080-\u00ff]/g, (c) => `%${c.charCodeAt(0).toString(16)}`));
  } catch {
    return bytes;
  }
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes, a character each, of base64 that has a whole number of them, as each line of a mail has. */
function bytesOf(letters: string): string {
  let bytes = '';
  let bits = 0;
  let have = 0;
  for (const letter of letters) {
    bits = ((bits << 6) | LETTERS.indexOf(letter)) & 0xff_ffff;
    have += 6;
    if (have < 8) continue;
    have -= 8;
    bytes += String.fromCharCode((bits >> have) & 0xff);
  }
  return bytes;
}
