import { fail, ok, type Result } from '../base/result.ts';
import { BINARY_KINDS } from './binary-file.ts';
import type { Head, Importer, LineReader } from './importer.ts';
import { jsonLinesImporter } from './json-lines.ts';
import { lineNumbers, withoutNumbers } from './line-numbers.ts';
import { logFieldsImporter } from './log-fields.ts';
import { logJsonImporter } from './log-json.ts';
import { packedProblem } from './packed/unpack.ts';
import { perfJsonImporter } from './perf-json.ts';
import { recordingJsonImporter } from './recording-json.ts';
import { registersImporter } from './registers.ts';
import { consoleImporter, ftraceImporter } from './text-importers.ts';
import { findWrapping } from './wrapping/find-wrapping.ts';
import { isPlainTrace } from './wrapping/plain-trace.ts';
import { UnwrappedReader } from './wrapping/unwrap.ts';

/** In this order: what is most certain first. A console accepts single lines out of much else, so it is last. */
const WITH_FIELDS: readonly Importer[] = [
  recordingJsonImporter,
  jsonLinesImporter,
  perfJsonImporter,
  logJsonImporter,
  logFieldsImporter,
];
const TEXTS: readonly Importer[] = [ftraceImporter, registersImporter, consoleImporter];
export const IMPORTERS: readonly Importer[] = [...WITH_FIELDS, ...TEXTS];

const REMEDY = `Open one of these: ${[...IMPORTERS, ...BINARY_KINDS].map((i) => i.what).join('; ')}.`;

/** Who reads this file, by its first lines and never by its name. */
export function detect(head: Head): Result<LineReader> {
  if (head.every((line) => line.trim() === '')) return fail('There is nothing in this file.', '', REMEDY);
  if (isRaw(head))
    return fail(
      'This trace was written with the option raw: it shows which events there were, and none of their registers.',
      '',
      'Write `echo noraw > /sys/kernel/tracing/trace_options` (and nohex, nobin), and read the trace again.',
    );
  const numbers = lineNumbers(head);
  const lines = numbers === null ? head : head.map((l) => l.replace(numbers, ''));
  const reader = opened(WITH_FIELDS, lines) ?? wrapped(lines) ?? opened(TEXTS, lines);
  if (reader !== null) return ok(numbers === null ? reader : new UnwrappedReader(reader, withoutNumbers(numbers)));
  return fail('No FF-A traffic was found in the first lines of this file.', '', REMEDY);
}

/** The first of these importers that knows the text. */
function opened(importers: readonly Importer[], lines: Head): LineReader | null {
  for (const importer of importers) {
    const reader = importer.open(lines);
    if (reader !== null) return reader;
  }
  return null;
}

/** A text around whose lines a tool has put something. A table of registers is none: its columns are not to be cut off. */
function wrapped(lines: Head): LineReader | null {
  if (isPlainTrace(lines) || registersImporter.open(lines) !== null) return null;
  const unwrap = findWrapping(lines);
  if (unwrap === null) return null;
  const reader = opened(TEXTS, lines.flatMap((l) => unwrap.line(l)).concat(unwrap.end()));
  return reader === null ? null : new UnwrappedReader(reader, unwrap);
}

/** Only numbers a line, as trace_options raw, hex and bin print: `154 0 10734058952 type: 1554`. */
function isRaw(head: Head): boolean {
  const events = head.filter((l) => l.trim() !== '' && !l.startsWith('#'));
  const raw = events.filter((l) => /^\s*\d+ \d+ \d+ type: \d+$|^[0-9a-f]{8} [0-9a-f]{8} [0-9a-f]{16}(?: |$)/.test(l));
  return raw.length > 0 && raw.length >= events.length / 2;
}

/** What the first bytes say about a file that is not text; null for text. */
export function binaryProblem(bytes: Uint8Array): Result<never> | null {
  const packed = packedProblem(bytes);
  if (packed !== null) return packed;
  const head = String.fromCharCode(...bytes.subarray(0, 12));
  // journalctl -o export writes lengths as eight bytes, most of them zero.
  if (head.startsWith('__CURSOR=')) return null;
  const sample = bytes.subarray(0, 4096);
  const odd = sample.reduce((n, b) => n + (b === 0 ? 1 : 0), 0);
  if (odd > sample.length / 100) return fail('This is no text: it is full of zero bytes.', '', REMEDY);
  return null;
}
