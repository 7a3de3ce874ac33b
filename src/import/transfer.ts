import type { Value } from '../trace/event.ts';
import { ColumnTrace } from './column-trace.ts';
import { Columns, type Parties } from './columns.ts';
import { Strings } from './intern.ts';
import type { Recording } from './recording.ts';

const ARRAYS = [
  'kind',
  'at',
  'cpu',
  'ctx',
  'ctxKind',
  'stack',
  'cause',
  'frame',
  'text',
  'args',
  'party',
  'detail',
  'number',
  'depth',
  'words',
  'changeRow',
  'changeKey',
  'changeBefore',
  'changeAfter',
] as const;

/** The columns of a recording as data that a worker can send: no class, and arrays that change hands without a copy. */
export interface PackedColumns {
  readonly length: number;
  readonly frames: number;
  readonly changes: number;
  readonly arrays: { readonly [K in (typeof ARRAYS)[number]]: Columns[K] };
  readonly strings: readonly string[];
  readonly stacks: readonly (readonly string[])[];
  readonly parties: readonly Parties[];
  readonly values: readonly (Value | undefined)[];
}

/** Everything of a recording but its rows, and its rows packed. */
export type PackedRecording = Omit<Recording, 'trace'> & { readonly columns: PackedColumns };

/**
 * A recording for postMessage, with the buffers to give away: after that the recording on this side is empty. null for
 * a recording that has no columns (JSON lines): its rows are plain objects, send them as they are.
 */
export function pack(r: Recording): { readonly packed: PackedRecording; readonly buffers: ArrayBuffer[] } | null {
  if (!(r.trace instanceof ColumnTrace)) return null;
  const c = r.trace.columns;
  const arrays = Object.fromEntries(ARRAYS.map((name) => [name, c[name]])) as PackedColumns['arrays'];
  const { length, frames, changes, stacks, parties, values } = c;
  const columns: PackedColumns = { length, frames, changes, arrays, strings: c.strings.list, stacks, parties, values };
  const { format, report, timed } = r;
  return {
    packed: { format, report: { ...report }, timed, columns },
    buffers: ARRAYS.map((name) => c[name].buffer as ArrayBuffer),
  };
}

/** The recording again, on the other side. */
export function unpack({ columns: p, format, report, timed }: PackedRecording): Recording {
  const c = new Columns();
  Object.assign(c, p.arrays);
  c.length = p.length;
  c.frames = p.frames;
  c.changes = p.changes;
  c.strings = new Strings(p.strings);
  c.stacks = [...p.stacks];
  c.parties = [...p.parties];
  c.values = [...p.values];
  return { format, report, timed, trace: new ColumnTrace(c) };
}
