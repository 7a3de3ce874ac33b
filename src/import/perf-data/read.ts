import { fail, ok, type Result } from '../../base/result.ts';
import { ByteCursor } from '../kernel-events/byte-cursor.ts';
import { Damage, type FileBytes } from '../kernel-events/file-bytes.ts';
import type { Session } from '../kernel-events/session.ts';
import type { Recording } from '../recording.ts';
import { type PerfHeader, readPerfHeader } from './header.ts';
import { PerfReading } from './reading.ts';
import { recordsOf } from './stream.ts';
import { readPerfTracingData } from './tracing-data.ts';

/** What a person types where this program cannot read the file. */
const REMEDY = 'Run `perf script -i FILE > trace.txt` and open trace.txt.';

/** Reads what `perf record` wrote of tracepoints and probes. Fails only where nothing can be read of it. */
export async function readPerfData(file: FileBytes, session: Session): Promise<Result<Recording>> {
  try {
    const header = await file.reading(() => readPerfHeader(file));
    const reading = new PerfReading(header, session);
    const { tracingData } = header;
    if (tracingData !== null) reading.begin(await file.reading(() => readPerfTracingData(file, tracingData)));
    else if (!header.isPiped) return fail(noFormats(header, file.size), '', REMEDY);
    const word = await readRecords(file, header, reading);
    if (word === 'cancelled') return fail('The reading was cancelled.', '', 'Open the file again.');
    const recording = await reading.finish(word !== 'enough');
    if (recording === null) return fail(noFormats(header, file.size), '', REMEDY);
    return ok(recording);
  } catch (e) {
    if (!(e instanceof Damage)) throw e;
    return fail(`This perf.data is damaged: ${e.message}.`, '', REMEDY);
  }
}

/** Why there is nothing that says how the records are to be read. */
function noFormats({ isUnfinished, end, isPiped }: PerfHeader, size: number): string {
  if (isUnfinished) return 'This perf.data was not finished by perf, so it does not say what its events are.';
  if (end >= size && !isPiped)
    return `This perf.data is cut at byte ${size}: what its events are stood behind byte ${end}.`;
  return 'This perf.data holds no tracepoints or probes: it does not say what its events are.';
}

/** All records, as far as the file goes. */
async function readRecords(
  file: FileBytes,
  { from, end, littleEndian }: PerfHeader,
  reading: PerfReading,
): Promise<'go' | 'enough' | 'cancelled'> {
  if (end > file.size) reading.broken(`The file ends ${end - file.size} bytes too early.`);
  try {
    for await (const record of recordsOf(file, new ByteCursor(file, from, littleEndian), Math.min(end, file.size))) {
      const word = await reading.take(record);
      if (word !== 'go') return word;
    }
  } catch (e) {
    if (!(e instanceof Damage)) throw e;
    reading.broken(`The rest of the file cannot be read: ${e.message}.`);
  }
  return 'go';
}
