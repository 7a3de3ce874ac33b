import type { Situation } from '../explore/situations.ts';
import type { Groups, SweepJob } from '../explore/sweep-part.ts';
import type { Wrong } from '../explore/trial.ts';

/** What a command may touch of the world outside: the tests give their own. */
export interface Io {
  /** Results, on standard output. Resolves when more may be written. */
  out(text: string): Promise<void>;
  /** Diagnostics, on standard error. */
  err(text: string): void;
  stdin(): AsyncIterable<Uint8Array>;
  /** The bytes of a file, in pieces. The iteration throws an Error with a `code` when the file cannot be read. */
  file(path: string): AsyncIterable<Uint8Array>;
  /** The same, and then what is written to the file, until the person ends it (Ctrl C). */
  follow(path: string): AsyncIterable<Uint8Array>;
  /** The same for a file that belongs to this program, by its path from the folder of the program. */
  shipped(path: string): AsyncIterable<Uint8Array>;
  /** Resolves when the person ends the program (Ctrl C). */
  ended(): Promise<void>;
  /** Absent where everything is done in one. */
  readonly threads?: Threads;
}

/** Threads that do parts of a sweep, or trials, beside each other; each has a number from 0 and one job at a time. */
export interface Threads {
  readonly count: number;
  sweep(job: SweepJob): Promise<Groups>;
  trial(situation: Situation, thread: number): Promise<Wrong>;
}

/** What the shell is told. */
export const EXIT = {
  /** It ran. */
  ran: 0,
  /** `--check` was given and an invariant broke. */
  violated: 1,
  /** Bad input: one line on standard error says what, where, and the remedy. */
  badInput: 2,
} as const;

export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** The whole text of a file, or of standard input. */
export async function readText(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of pieces) text += decoder.decode(piece, { stream: true });
  return text + decoder.decode();
}

/** The lines of a file without their ends, one by one as they arrive; the last one may lack its end. */
export async function* readLines(pieces: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line.replace(/\r$/, '');
  }
  rest += decoder.decode();
  if (rest !== '') yield rest.replace(/\r$/, '');
}

/** Why a file cannot be read, in words. */
export function fileTrouble(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return 'there is no such file.';
  if (code === 'EISDIR') return 'it is a folder.';
  if (code === 'EACCES') return 'reading it is not permitted.';
  return `it cannot be read (${code || String(error)}).`;
}
