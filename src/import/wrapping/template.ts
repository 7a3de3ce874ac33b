import { openAt, upTo } from './closers.ts';
import { outerTime } from './outer-time.ts';
import { eachLine, type Unwrap } from './unwrap.ts';

/** What is looked at of a line: whatever a tool puts before one is shorter, and has fewer parts. */
const FAR = 300;
const MOST_PARTS = 48;
/** So many of the lines, as a part of all, begin alike where a tool has written them. */
const SHARE = 0.6;
const FEWEST = 3;

/** One way to cut off what lines begin with. */
interface Template {
  readonly unwrap: Unwrap;
  /** Every line begins so, and with more than blanks. */
  readonly isSure: boolean;
  /** It puts the log's line in quotation marks or brackets. */
  readonly isQuoted: boolean;
}

interface Part {
  /** A word with its digits, or one sign. */
  readonly text: string;
  readonly isWord: boolean;
  readonly end: number;
}

/** A beginning that many lines have, up to one of its parts. */
interface Beginning {
  readonly pattern: RegExp;
  readonly lines: readonly string[];
  /** Nothing but blanks. */
  readonly isIndent: boolean;
}

/**
 * Every way to cut off what many of these lines begin with, the shortest first. Which of them is right, or whether
 * the lines are as they should be, only reading what is left can tell.
 */
export function templates(lines: readonly string[]): readonly Template[] {
  const written = lines.filter((l) => l.trim() !== '');
  return beginnings(written).map(({ pattern, lines: alike, isIndent }) => {
    const closer = closerOf(pattern, alike);
    const tail = closer === null ? tailOf(alike.map((l) => l.replace(pattern, ''))) : '';
    const unwrap = eachLine((text) => {
      const m = pattern.exec(text);
      if (m === null) return [text];
      const rest = text.slice(m[0].length);
      const inside =
        closer === null
          ? tail !== '' && rest.endsWith(tail)
            ? rest.slice(0, -tail.length)
            : rest
          : upTo(closer, rest);
      const time = outerTime(m[0]);
      return (inside ?? rest)
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => time + line);
    });
    return { unwrap, isSure: !isIndent && alike.length === written.length, isQuoted: closer !== null };
  });
}

function beginnings(lines: readonly string[]): Beginning[] {
  const all = lines.map((text) => ({ text, parts: partsOf(text) }));
  const indent = Math.min(...lines.map((l) => l.length - l.trimStart().length));
  const found: Beginning[] =
    indent > 0 && lines.length >= FEWEST ? [{ pattern: indentOf(indent), lines, isIndent: true }] : [];
  let group = all;
  for (let k = 0; k < MOST_PARTS; k++) {
    const by = new Map<string, typeof all>();
    for (const line of group) {
      const part = line.parts[k];
      if (part === undefined) continue;
      const kind = part.isWord ? 'a' : part.text;
      by.set(kind, [...(by.get(kind) ?? []), line]);
    }
    group = [...by.values()].reduce((a, b) => (b.length > a.length ? b : a), []);
    if (group.length < FEWEST || group.length < all.length * SHARE) break;
    found.push({ pattern: patternOf(group, k + 1), lines: group.map((l) => l.text), isIndent: false });
  }
  return found;
}

const indentOf = (blanks: number): RegExp => new RegExp(`^[ \\t]{${blanks}}`);

function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  for (const m of text.slice(0, FAR).matchAll(/([A-Za-z0-9_.,/-]+)|[^\sA-Za-z0-9_.,/-]/gu)) {
    parts.push({ text: m[0], isWord: m[1] !== undefined, end: m.index + m[0].length });
    if (parts.length === MOST_PARTS) break;
  }
  return parts;
}

/** The first `count` parts of these lines: a word that is the same in all stays as it is. */
function patternOf(group: readonly { text: string; parts: readonly Part[] }[], count: number): RegExp {
  let source = '^[ \\t]*';
  for (let i = 0; i < count; i++) {
    const parts = group.map((l) => l.parts[i] as Part);
    const first = parts[0] as Part;
    const same = !first.isWord || parts.every((p) => p.text === first.text);
    source += same ? first.text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&') : '[A-Za-z0-9_.,/-]{1,80}';
    if (i + 1 < count) source += first.isWord && group.every((l) => l.parts[i + 1]?.isWord) ? '[ \\t]+' : '[ \\t]*';
  }
  // Of the blanks behind it those are the tool's that every line has; what is set in further is set in by the log.
  const blanks = group.map(({ text, parts }) => text.slice((parts[count - 1] as Part).end));
  const fewest = blanks.filter((b) => b.trim() !== '').map((b) => b.length - b.trimStart().length);
  return new RegExp(`${source}[ \\t]{0,${fewest.length === 0 ? 0 : Math.min(...fewest)}}`);
}

/** What ends the log's line, where the tool has put it in quotation marks or brackets. */
function closerOf(pattern: RegExp, lines: readonly string[]): string | null {
  const closers = lines.map((l) => openAt(pattern.exec(l)?.[0] ?? ''));
  const closer = closers[0] ?? null;
  return closer !== null && closers.every((c) => c === closer) ? closer : null;
}

/** What all lines end with: a word in brackets, a tag, or signs that close what nobody has opened. */
function tailOf(lines: readonly string[]): string {
  const tail = /[ \t]*(?:\([\w-]{1,32}\)|<\/?\w[^<>]{0,80}>|[|"'\]})]{1,4}[ \t]*)$/.exec(lines[0] as string)?.[0] ?? '';
  const isExtra = (l: string): boolean => l.endsWith(tail) && openAt(l.slice(0, -tail.length)) === null;
  return tail !== '' && lines.length > FEWEST && lines.every(isExtra) ? tail : '';
}
