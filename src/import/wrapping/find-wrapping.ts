import { readEventLine } from '../event-line.ts';
import type { Head } from '../importer.ts';
import { isBegun } from '../text/sources.ts';
import { TraceTextReader } from '../trace-text.ts';

import { html, isHtml } from './html.ts';
import { isJsonLine, jsonStrings } from './json-strings.ts';
import { isLongLogcat, LongLogcat } from './long-logcat.ts';
import { isEncodedMail, Mail } from './mail.ts';
import { templates } from './template.ts';
import { chained, type Unwrap } from './unwrap.ts';

/** So many lines tell what is around each. */
const SAMPLE = 80;
/** A log in JSON, in a column of a program that shows several. */
const DEEPEST = 3;

/**
 * What a tool has put around every line of a text: a time and a name of its own, quotation marks, JSON, a page, a mail.
 * Nobody can list all tools; so what the lines have in common is cut off as far as more of what is left is understood.
 * Null where the text is best read as it is.
 */
export function findWrapping(head: Head): Unwrap | null {
  const sample = head.filter((l) => l.trim() !== '').slice(-SAMPLE);
  const layers: (() => Unwrap)[] = [];
  let lines: readonly string[] = sample;
  const take = (make: () => Unwrap): void => {
    layers.push(make);
    lines = through(make(), lines);
  };
  if (isEncodedMail(head)) {
    const coded = (): Unwrap => new Mail(head);
    layers.push(coded);
    lines = through(coded(), head).slice(-SAMPLE);
  }
  if (isHtml(lines)) take(() => html);
  if (lines.some(isLongLogcat)) take(() => new LongLogcat());
  for (let n = 0; n < DEEPEST; n++) {
    const better = layerOf(lines);
    if (better === null) break;
    take(() => better);
  }
  if (layers.length === 0 || worth(lines) < worth(sample)) return null;
  return chained(layers.map((make) => make()));
}

/** The layer that is to be taken off these lines next; null for none. */
function layerOf(lines: readonly string[]): Unwrap | null {
  const { value: before, tasks } = judged(lines);
  // What is an event as it stands is no list of registers behind a prefix, however little of it was understood.
  const events = eventsOf(lines);
  if (lines.some(isJsonLine)) {
    const inside = worth(through(jsonStrings, lines));
    // A line of JSON may look like a message with something behind it: what is inside it is the message.
    if (inside > 0 && inside * 2 >= before) return jsonStrings;
  }
  let best: Unwrap | null = null;
  let most = 0;
  for (const { unwrap, isSure, isQuoted } of templates(lines)) {
    const inside = through(unwrap, lines);
    const read = judged(inside);
    const value = Math.max(read.value, inside.some(isJsonLine) ? worth(through(jsonStrings, inside)) : 0);
    // What ends the quotation would else stay behind each line.
    const least = isQuoted ? before - 1 : isSure ? before : before * 1.1;
    if (value <= Math.max(most, least) || read.tasks < tasks || eventsOf(inside) < events) continue;
    most = value;
    best = unwrap;
  }
  return best;
}

const eventsOf = (lines: readonly string[]): number =>
  lines.filter((l) => (readEventLine(l)?.event ?? '') !== '').length;

const through = (unwrap: Unwrap, lines: readonly string[]): readonly string[] => [
  ...lines.flatMap((l) => unwrap.line(l)),
  ...unwrap.end(),
];

const worth = (lines: readonly string[]): number => judged(lines).value;

/**
 * How much of these lines is understood: two for a line, and one more for a message from its begin on, for a frame, and for
 * every function above it. And how many frames say which task made them, which stands where a prefix would.
 */
function judged(lines: readonly string[]): { readonly value: number; readonly tasks: number } {
  const reader = new TraceTextReader(lines);
  for (const [i, line] of lines.entries()) reader.line(line, i + 1, false);
  const { trace, report } = reader.finish(lines.length);
  let more = 0;
  let tasks = 0;
  for (const e of trace.rows()) {
    // What a person or a program may have written is anything.
    if (e.kind === 'log') more += e.who === 'user' ? -2 : isBegun(e.text) ? 1 : 0;
    else more += e.kind === 'call' ? 1 + e.stack.length : 1;
    if (e.kind === 'call' && IS_TASK.test(e.ctx)) tasks++;
  }
  const blank = lines.filter((l) => l.trim() === '').length;
  const lost = (report.notDrawn.get('other text') ?? 0) + report.notUnderstood + blank;
  return { value: 2 * (lines.length - lost) + more + 2 * tasks, tasks };
}

/** A name as the kernel cuts it and a number: nothing of a logger is left before it. */
const IS_TASK = /^\S{1,31}-\d{1,10}$/;
