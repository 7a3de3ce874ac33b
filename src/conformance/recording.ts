import { fail, ok, type Result } from '../base/result.ts';
import { deriveScenario } from '../diagnose/derive-scenario.ts';
import { runCounterpart } from '../diagnose/run-counterpart.ts';
import { differenceText } from '../study/counterpart.ts';
import { traceCalls } from '../study/trace-calls.ts';
import type { Trace } from '../trace/trace.ts';

/** Opens a recording: the importers read files as a page and a command line do, so whoever calls hands theirs in. */
export type OpenTrace = (text: string) => Promise<Result<Trace>>;

/** How the calls of a recording compare with those of the run that is derived from it. */
export interface RecordingResult {
  readonly equal: number;
  readonly calls: number;
  /** The first difference as a sentence; null where every call is equal. */
  readonly difference: string | null;
}

/** Derives a scenario from a recording, runs it, and compares every register of every call and reply. */
export async function checkRecording(text: string, title: string, open: OpenTrace): Promise<Result<RecordingResult>> {
  const opened = await open(text);
  if (!opened.ok) return opened;
  const trace = opened.value;
  if (traceCalls(trace).length === 0)
    return fail('there is no register call in it.', '', 'Name a recording of register calls.');
  const counterpart = runCounterpart(trace, deriveScenario(trace, title));
  if (!counterpart.ok) return counterpart;
  const { equal, different, onlyLeft, onlyRight } = counterpart.value.counts;
  const all = different + onlyLeft + onlyRight === 0;
  return ok({
    equal,
    calls: equal + different + onlyLeft + onlyRight,
    difference: all ? null : differenceText(counterpart.value),
  });
}
