import { fail, ok, type Result } from '../base/result.ts';
import { binaryKindOf, readBinary } from './binary-file.ts';
import { binaryProblem, detect } from './detect.ts';
import type { LineReader, OnRead } from './importer.ts';
import { encodingOf, LineSplitter, type OnLine } from './lines.ts';
import type { OpenOptions } from './open-options.ts';
import { unpacked } from './packed/unpack.ts';
import type { Recording } from './recording.ts';
import { isPlainTrace } from './wrapping/plain-trace.ts';

export type { Progress } from './open-options.ts';

/** The bytes of a file: in pieces as they come, or at once; or a text that was pasted. */
export type Source = AsyncIterable<Uint8Array> | Iterable<Uint8Array> | string;

/** How many lines are looked at to tell what a file is. A trace may begin with much that is not one. */
const HEAD_LINES = 500;
/** So many lines are enough where all of them are the kernel's own. */
const PLAIN_LINES = 100;

/** So many lines before a new one help to tell what it is: the heading of a table stands there. */
const BEFORE = 4;

/** How many bytes are looked at to tell text from what is none. */
const HEAD_BYTES = 4096;

/** A piece of at most this many bytes is read at once, so that progress and cancelling stay alive. */
const PIECE = 1 << 20;
/** The first piece is smaller, each next one twice as large: the first rows are there soon. */
const FIRST_PIECE = 1 << 15;

/**
 * Reads a recording of a real machine, whatever its kind (detect.ts). The file is never held as one text. Fails only
 * for what is no recording at all: a line that makes no sense is counted and the reading goes on.
 */
export async function openRecording(source: Source, options: OpenOptions = {}): Promise<Result<Recording>> {
  const reading = new Reading(options);
  const skipped: string[] = [];
  let bytes = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of pieces(source)) {
      bytes += chunk.length;
      yield chunk;
    }
  };
  try {
    const isConsole = options.console === true;
    const least = options.live === true ? 16 : HEAD_BYTES;
    const unpacking = {
      least,
      isKnown: (head: Uint8Array) => binaryKindOf(head) !== null,
      archive: () => reading.patient(),
      skipped: (name: string) => void skipped.push(name),
    };
    const chunks = isConsole ? counted() : unpacked(counted(), unpacking);
    const first = await chunks.next();
    const all = async function* (): AsyncGenerator<Uint8Array> {
      if (first.done !== true) yield first.value;
      yield* chunks;
    };
    const kind = first.done === true || isConsole ? null : binaryKindOf(first.value);
    if (kind !== null) return withSkipped(await readBinary(kind, all(), options, () => bytes), skipped);
    for await (const chunk of all()) {
      if (options.cancelled?.() === true) return fail('The reading was cancelled.', '', 'Open the file again.');
      if (options.enough?.() === true) break;
      const problem = reading.take(chunk);
      if (problem !== null) return problem;
      const { lines, rows, notUnderstood } = reading;
      await options.onProgress?.({ bytes, lines, rows, notUnderstood }, () => reading.soFar());
    }
  } catch (e) {
    const why = e instanceof Error ? e.message : String(e);
    const read = reading.lines === 0 ? null : reading.finish();
    // What was read is kept: a copy that broke off holds most of what somebody wants to see.
    if (read?.ok === true) return ok(cutAt(read.value, bytes, why));
    return fail(
      `The file cannot be read to its end: ${tidyReason(why)}.`,
      `after ${bytes} bytes`,
      'Check that it is complete.',
    );
  }
  return withSkipped(reading.finish(), skipped);
}

/** The recording, with a note of the files of an archive that were not read. */
function withSkipped(result: Result<Recording>, skipped: readonly string[]): Result<Recording> {
  if (!result.ok || skipped.length === 0) return result;
  const { report } = result.value;
  const names = skipped.slice(0, 5).join(', ') + (skipped.length > 5 ? ` and ${skipped.length - 5} more` : '');
  const why = `Not all files of this archive were read: ${names}. Unpack it to open one of them.`;
  return ok({ ...result.value, report: { ...report, notes: [{ line: 0, text: '', why }, ...report.notes] } });
}

/** A file in which nothing is about FF-A is no recording: shown empty, it would look like one in which all is well. */
function withRows(recording: Recording): Result<Recording> {
  if (recording.trace.length > 0) return ok(recording);
  const { lines, notUnderstood, notDrawn } = recording.report;
  const known = [...notDrawn].map(([what, count]) => `${count} ${what}`).join(', ');
  const rest = notUnderstood === 0 ? '' : `${notUnderstood} were not understood. `;
  return fail(
    `Nothing about FF-A is in the ${lines} lines of this file.`,
    '',
    `${rest}${known === '' ? '' : `Not drawn: ${known}. `}Record with the recipe, or open the log of a boot.`,
  );
}

/** The recording as far as it could be read, with a note that it ends there. */
function cutAt(recording: Recording, bytes: number, why: string): Recording {
  const { report } = recording;
  const note = {
    line: report.lines,
    text: '',
    why: `The file cannot be read beyond this line: ${tidyReason(why)}, after ${bytes} bytes. What stands before it was read.`,
  };
  return { ...recording, report: { ...report, cut: true, notes: [note, ...report.notes] } };
}

/** The reason without the name of the browser's function that failed, and without a point at its end. */
const tidyReason = (why: string): string => why.replace(/^Failed to execute '.{0,80}?': /, '').replace(/\.+$/, '');

class Reading {
  /** Null where nobody listens, and where the reader itself tells the lines. */
  #heard: OnRead | null;
  readonly #onLine: OnLine = (text, number, cut) => this.#line(text, number, cut);
  #splitter = new LineSplitter(this.#onLine);
  #head: { readonly text: string; readonly number: number; readonly cut: boolean }[] | null = [];
  /** How many lines there were when the head was last looked at. */
  #looked = 0;
  #reader: LineReader | null = null;
  #problem: Result<never> | null = null;
  #first = true;
  #live: boolean;
  readonly #console: boolean;
  readonly #byBytes: boolean;
  /** The last line that was told. */
  #told = 0;

  constructor(options: OpenOptions) {
    this.#live = options.live === true;
    this.#console = options.console === true;
    this.#heard = options.onLine ?? null;
    this.#byBytes = options.asText !== true;
  }

  get lines(): number {
    return this.#splitter.lines;
  }

  get rows(): number {
    return this.#reader?.rows() ?? 0;
  }

  get notUnderstood(): number {
    return this.#reader?.notUnderstood() ?? 0;
  }

  take(chunk: Uint8Array): Result<never> | null {
    if (this.#first && chunk.length > 0 && !this.#console) {
      this.#first = false;
      const encoding = encodingOf(chunk);
      if (encoding === 'utf-8') this.#problem = binaryProblem(chunk);
      else this.#splitter = new LineSplitter(this.#onLine, encoding);
    }
    if (this.#problem === null) this.#splitter.push(chunk);
    if (this.#live) this.#decideEarly();
    return this.#problem;
  }

  /** More than one text will come: what they are may be told by a later one. */
  patient(): void {
    this.#live = true;
  }

  soFar(): Recording | null {
    return this.#reader?.soFar(this.#splitter.lines) ?? null;
  }

  finish(): Result<Recording> {
    this.#splitter.end();
    if (this.#head !== null) this.#decide();
    if (this.#problem !== null) return this.#problem;
    return withRows((this.#reader as LineReader).finish(this.#splitter.lines));
  }

  #line(text: string, number: number, cut: boolean): void {
    if (this.#head === null) {
      if (this.#reader !== null) this.#read(this.#reader, text, number, cut);
      return;
    }
    this.#head.push({ text: number === 1 ? text.replace(/^\ufeff/, '') : text, number, cut });
    const { length } = this.#head;
    if (!this.#live && (length === HEAD_LINES || (length === PLAIN_LINES && this.#isPlain()))) this.#decide();
    // A board may say much before it says anything that is known here: nobody gives up while more is to come.
    if (this.#live && length === 2 * HEAD_LINES) {
      this.#decideEarly();
      this.#head?.splice(0, HEAD_LINES);
    }
  }

  #isPlain(): boolean {
    return isPlainTrace((this.#head ?? []).map((l) => l.text));
  }

  /** Who waits for lines that are still to come wants to see those that are there. */
  #decideEarly(): void {
    const head = this.#head ?? [];
    const fresh = head.filter((l) => l.number > this.#looked).length;
    if (fresh === 0) return;
    this.#looked = this.lines;
    const found = detect(head.slice(-fresh - BEFORE).map((l) => l.text));
    if (found.ok) this.#decide(found);
  }

  /** By all lines of the head, or where they do not tell as `latest` says, by which the last of them are known. */
  #decide(latest: Result<LineReader> | null = null): void {
    const head = this.#head ?? [];
    this.#head = null;
    const all = detect(head.map((l) => l.text));
    const found = all.ok ? all : (latest ?? all);
    if (!found.ok) this.#problem = found;
    else {
      this.#reader = found.value;
      if (this.#heard !== null && found.value.hears !== undefined) {
        found.value.hears(this.#heard);
        this.#heard = null;
      }
      for (const l of head) this.#read(found.value, l.text, l.number, l.cut);
      if (this.#byBytes) this.#splitter.byBytes = found.value.byBytes ?? null;
    }
  }

  #read(reader: LineReader, text: string, number: number, cut: boolean): void {
    // Lines before it were read by their bytes.
    if (number > this.#told + 1) this.#heard?.(null, number - 1, reader.rows());
    this.#told = number;
    reader.line(text, number, cut);
    this.#heard?.(text, number, reader.rows());
  }
}

async function* pieces(source: Source): AsyncGenerator<Uint8Array> {
  const chunks = typeof source === 'string' ? [new TextEncoder().encode(source)] : source;
  let most = FIRST_PIECE;
  for await (const chunk of chunks)
    for (let from = 0; from < chunk.length; ) {
      yield chunk.subarray(from, from + most);
      from += most;
      most = Math.min(2 * most, PIECE);
    }
}
