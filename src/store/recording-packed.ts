import { ColumnTrace } from '../import/column-trace.ts';
import type { Recording } from '../import/recording.ts';
import { type PackedRecording, pack, unpack } from '../import/transfer.ts';
import type { TraceEvent } from '../trace/event.ts';
import { History } from '../trace/history.ts';
import { MemoryTrace } from '../trace/trace.ts';
import { markDepartures } from './marks.ts';
import { JUDGEMENTS, type OpenRecording, type Survey } from './recording.ts';
import { RecordingHistory } from './recording-history.ts';

/** A recording with its survey as data that a worker can send. JSON lines have no columns: their rows go as they are. */
export type PackedOpen = Survey &
  ({ readonly packed: PackedRecording } | { readonly rows: readonly TraceEvent[]; readonly rest: Rest });

type Rest = Omit<Recording, 'trace'>;

/** With the buffers to give away: after that the recording on this side is empty. */
export function packOpen(
  r: Recording,
  survey: Survey,
): { readonly packed: PackedOpen; readonly buffers: ArrayBuffer[] } {
  const columns = pack(r);
  const own = [survey.checked.judgements, survey.checked.ruleOf].map((a) => a.buffer as ArrayBuffer);
  if (columns !== null) return { packed: { ...survey, packed: columns.packed }, buffers: [...columns.buffers, ...own] };
  const { format, report, timed } = r;
  return {
    packed: { ...survey, rows: [...r.trace.rows()], rest: { format, report: { ...report }, timed } },
    buffers: own,
  };
}

/** The recording on the side of the page. */
export function unpackOpen(p: PackedOpen, name: string, bytes: number): OpenRecording {
  const { checked, tasks, taskCount, cpus, broken, derived } = p;
  const r: Recording = 'packed' in p ? unpack(p.packed) : { ...p.rest, trace: MemoryTrace.of(p.rows) };
  const { trace, format, report, timed } = r;
  const departure = JUDGEMENTS.indexOf('departure');
  markDepartures(trace, (row) => checked.judgements[row] === departure);
  return {
    ...{ name, bytes, format, timed, report, checked, tasks, taskCount, cpus, broken, derived },
    shown: {
      ...{ kind: 'recording', title: name, trace, run: null },
      cpus: Math.max(1, (cpus.at(-1) ?? 0) + 1),
      history: trace instanceof ColumnTrace ? new RecordingHistory(trace) : new History(trace),
    },
  };
}
