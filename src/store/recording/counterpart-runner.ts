import { fail, type Result } from '../../base/result.ts';
import { ColumnTrace } from '../../import/column-trace.ts';
import { PartMaker } from '../../import/slices.ts';
import type { Counterpart } from '../../study/counterpart.ts';
import { History } from '../../trace/history.ts';
import { MemoryTrace } from '../../trace/memory-trace.ts';
import { startJob, whatBroke } from '../job.ts';
import type { FromCounterpart, ToCounterpart } from './counterpart-worker.ts';
import type { OpenRecording } from './recording.ts';

/** Derives, runs and compares in a worker: on a long recording that takes seconds. Never rejects. */
export function runInWorker({ shown: { trace }, derived }: OpenRecording): Promise<Result<Counterpart>> {
  const worker = startJob('counterpart');
  const rows = new MemoryTrace();
  return new Promise<Result<Counterpart>>((resolve) => {
    const end = (result: Result<Counterpart>): void => {
      worker.terminate();
      resolve(result);
    };
    worker.onmessage = ({ data }: MessageEvent<FromCounterpart>) => {
      if (data.kind === 'rows') for (const e of data.rows) rows.append(e);
      else if (!data.result.ok) end(data.result);
      else {
        const { run, ...rest } = data.result.value;
        const counterpart = { ...run, trace: rows, history: new History(rows, run.start) };
        end({ ok: true, value: { ...rest, trace, run: counterpart } });
      }
    };
    worker.onerror = (e) => {
      e.preventDefault();
      const why = whatBroke(e);
      end(
        why !== ''
          ? fail(`The model stopped: ${why}.`, '', 'Reload the page.')
          : fail('The model stopped: its worker could not be started.', '', 'Try again, or reload the page.'),
      );
    };
    const copy = trace instanceof ColumnTrace ? new PartMaker().whole(trace.columns).part : [...trace.rows()];
    worker.postMessage({ rows: copy, derived } satisfies ToCounterpart);
  });
}
