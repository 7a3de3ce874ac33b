import { fail, type Result } from '../base/result.ts';
import { FileBytes } from './kernel-events/file-bytes.ts';
import type { Session } from './kernel-events/session.ts';
import type { OpenOptions } from './open-options.ts';
import type { Recording } from './recording.ts';

/** One kind of binary file. */
export interface BinaryKind {
  readonly what: string;
  /** Is this its beginning? */
  is(head: Uint8Array): boolean;
  /** What reads it is loaded when there is such a file. */
  load(): Promise<(file: FileBytes, session: Session) => Promise<Result<Recording>>>;
}

const startsWith = (head: Uint8Array, text: string): boolean =>
  Array.from(text).every((letter, i) => head[i] === letter.charCodeAt(0));

/** The kinds that are read here. */
export const BINARY_KINDS: readonly BinaryKind[] = [
  {
    what: 'trace.dat of trace-cmd',
    is: (head) => startsWith(head, '\u0017\u0008Dtracing'),
    load: async () => (await import('./trace-dat/read.ts')).readTraceDat,
  },
  {
    what: 'perf.data of perf record',
    is: (head) => startsWith(head, 'PERFILE2') || startsWith(head, '2ELIFREP'),
    load: async () => (await import('./perf-data/read.ts')).readPerfData,
  },
];

export const binaryKindOf = (head: Uint8Array): BinaryKind | null => BINARY_KINDS.find((k) => k.is(head)) ?? null;

/** Taking the bytes is this part of the whole work, reading them the rest. */
const TAKING = 0.1;

/**
 * Reads a binary file. Its directory may be anywhere in it: where the file cannot be read at any place, all its bytes are
 * taken first.
 * @param taken bytes taken from the source so far, compressed ones where it is compressed.
 */
export async function readBinary(
  kind: BinaryKind,
  chunks: AsyncIterable<Uint8Array>,
  options: OpenOptions,
  taken: () => number,
): Promise<Result<Recording>> {
  const cancelled = fail('The reading was cancelled.', '', 'Open the file again.');
  const { file: onDisk } = options;
  // Not where it is packed with gzip: then its bytes come one after the other.
  const isPlain = onDisk !== undefined && binaryKindOf(await onDisk.read(0, Math.min(16, onDisk.size))) !== null;
  const file = new FileBytes(isPlain ? onDisk : null);
  const total = isPlain ? () => onDisk.size : taken;
  let trouble: string | null = null;
  try {
    if (!isPlain)
      for await (const chunk of chunks) {
        if (options.cancelled?.() === true) return cancelled;
        file.append(chunk);
        const bytes = Math.round(taken() * TAKING);
        await options.onProgress?.({ bytes, lines: 0, rows: 0, notUnderstood: 0 }, () => null);
      }
  } catch (e) {
    // What came before the damage is read all the same.
    trouble = e instanceof Error ? e.message : String(e);
  }
  const read = await kind.load();
  return read(file, {
    trouble,
    async portion({ share, records, rows, notUnderstood }, soFar) {
      if (options.cancelled?.() === true) return 'cancelled';
      if (options.enough?.() === true) return 'enough';
      const bytes = Math.round(total() * (TAKING + (1 - TAKING) * share));
      await options.onProgress?.({ bytes, lines: records, rows, notUnderstood }, soFar);
      return 'go';
    },
  });
}
