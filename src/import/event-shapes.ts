import { contextOf, type EventLine, parseEventLine, taskOf, withoutPrefix } from './ftrace-line.ts';

// The shapes of an event line that `cat trace` does not have by default. Each is tried only on lines that are nothing
// else, so they may cost more than the usual shape.

/** What may stand in a line of text that went through a terminal, a mail or an editor. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences and zero bytes are what is looked for
const ODDITIES = /\u001b\[[0-9;?]{0,20}[A-Za-z]|[\u0000\u200b\ufeff]/g;

/** The line without colours, quotation marks of a mail, tabs and other blanks; the same text where there are none. */
export function tidied(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  if (!/^>|[\u0000\u0009\u001b\u00a0\u200b\ufeff]/.test(line)) return line;
  return line
    .replace(ODDITIES, '')
    .replaceAll(/[\t\u00a0]/g, ' ')
    .replace(/^(?:> ?)+/, '');
}

const EVENT =
  '(?:<stack trace ?>|\\[?(?:[\\w-]{1,64}:)?([\\w.$<>-]{1,128}(?:\\+0x[0-9a-f]{1,8}(?:/0x[0-9a-f]{1,8})?)?(?: \\[[\\w-]{1,64}\\])?)\\]?:(?: |$))';

/** `insmod-68        0d..1. 3770854us+: smc_in: …`: the option `latency-format`, and ftrace_dump_on_oops. */
const LATENCY = new RegExp(
  `^\\s*(\\S.{0,60}?-\\d{1,10})\\s+(\\d{1,4})([dDbX.]\\S{2,7})\\s+(-?\\d{1,15})us[ +!#*@$]?\\s?:\\s+${EVENT}`,
);

/** `insmod-68   000 d....     3.770854: smc_in: …`, `insmod-68  3.770854: smc_in: …`: the CPU without brackets, or none. */
const BARE = new RegExp(
  `^\\s*(\\S.{0,60}?-\\d{1,10})\\s+(?:(\\d{1,4})\\s+)?(?:([dDbX.]\\S{2,7})\\s+)?(\\d{1,15})\\.(\\d{1,9}):\\s+${EVENT}`,
);

/** The parts of an event line in any of the shapes that are known, or null. */
export const readEvent = (line: string): EventLine | null => parseEventLine(line) ?? latency(line) ?? bare(line);

/** The same, with what a log may have put before it. */
export function readLoggedEvent(line: string): EventLine | null {
  const rest = withoutPrefix(line);
  return rest === line ? null : readEvent(rest);
}

function latency(line: string): EventLine | null {
  const m = line.length < 70_000 ? LATENCY.exec(line) : null;
  const task = m === null ? null : taskOf(m[1] as string);
  if (m === null || task === null) return null;
  const us = Number(m[4]);
  return {
    task,
    cpu: Number(m[2]),
    kind: contextOf(m[3], task),
    seconds: Math.floor(us / 1e6),
    nanoseconds: (us - Math.floor(us / 1e6) * 1e6) * 1000,
    event: m[5] ?? '<stack trace>',
    body: line.slice(m[0].length).trim(),
  };
}

function bare(line: string): EventLine | null {
  const m = BARE.exec(line);
  const task = m === null ? null : taskOf(m[1] as string);
  if (m === null || task === null) return null;
  return {
    task,
    cpu: Number(m[2] ?? 0),
    kind: contextOf(m[3], task),
    seconds: Number(m[4]),
    nanoseconds: Number((m[5] as string).padEnd(9, '0')),
    event: m[6] ?? '<stack trace>',
    body: line.slice(m[0].length).trim(),
  };
}
