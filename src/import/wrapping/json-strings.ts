import { plain } from './closers.ts';
import { outerTime } from './outer-time.ts';
import { eachLine, type Unwrap } from './unwrap.ts';

/** How programs that keep logs as JSON call the text of an entry. */
const TEXT =
  /^(?:log|message|msg|line|lines|text|raw|_raw|body|data|output|stdout|stderr|content|contents|payload|textpayload|event|entry|console|log_excerpt|log_tail|boot_log|description|snippet)$/i;
const TIME = /time|^ts$|^dt$|date/i;

const STRING = /(?:"([^"\\]{1,64})"[ \t]{0,4}:[ \t]{0,4})?"((?:[^"\\]|\\.)*)"/g;

/**
 * The texts in a line of JSON: what stands under a name for texts, and everything that holds a line end. A line is not
 * parsed as JSON, so it may be one of many of a file that is set out, or damaged.
 */
export const jsonStrings: Unwrap = eachLine((text) => {
  if (!text.includes('"')) return [];
  const found: string[] = [];
  let time = '';
  for (const m of text.matchAll(STRING)) {
    const [, name, value = ''] = m;
    if (name !== undefined && TIME.test(name)) time ||= outerTime(value);
    const isText = name === undefined ? isElement(text, m.index) : TEXT.test(name);
    if (isText || value.includes('\\n')) found.push(plain(value, '"'));
  }
  return found.flatMap((t) => t.replace(/\n$/, '').split('\n')).map((l) => time + l);
});

/** Is the string at this place one of an array? */
const isElement = (text: string, at: number): boolean => /(?:^|[[,])\s*$/.test(text.slice(Math.max(0, at - 8), at));

/** Does this look like a piece of JSON that has a string in it? */
export const isJsonLine = (line: string): boolean =>
  /^[\s[{,]*(?:\{\s*"|"[^"\\]{1,64}"\s{0,4}:\s|\[\s*["{]|"(?:[^"\\]|\\.)*",?\s*$)/.test(line);
