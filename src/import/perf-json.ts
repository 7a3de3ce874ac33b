import { RecordingBuilder } from './builder.ts';
import { EventRows } from './event-rows.ts';
import { contextOf, taskName } from './ftrace-line.ts';
import type { Importer, LineReader } from './importer.ts';
import { type Json, JsonObjects } from './json-objects.ts';
import { PerfJsonSample } from './perf-json-sample.ts';
import type { Recording } from './recording.ts';
import { printedStack } from './stack.ts';

/** The CPUs that a row can name (columns.ts). */
const MAX_CPU = 8191;

/** `perf data convert --to-json` of a perf.data (tools/perf/util/data-convert-json.c, since Linux 5.14). */
export const perfJsonImporter: Importer = {
  what: 'JSON of perf (perf data convert --to-json)',
  open: (head) =>
    head.some((l) => /"linux-perf-json-version"\s*:/.test(l)) ||
    (head.some((l) => /"callchain"\s*:/.test(l)) && head.some((l) => /"timestamp"\s*:\s*\d/.test(l)))
      ? new PerfJsonReader()
      : null,
};

class PerfJsonReader implements LineReader {
  readonly #builder = new RecordingBuilder();
  readonly #events = new EventRows(this.#builder);
  readonly #objects = new JsonObjects((o) => 'timestamp' in o && 'callchain' in o);
  readonly #sample = new PerfJsonSample();
  #start: number | null = null;

  rows(): number {
    return this.#builder.columns.length;
  }

  notUnderstood(): number {
    return this.#builder.report.notUnderstood;
  }

  line(text: string, number: number): void {
    for (const piece of this.#objects.line(text)) {
      if ('broken' in piece) this.#builder.report.broken(number, piece.broken, 'This sample is no complete JSON.');
      else this.#use(piece.value, number);
    }
  }

  soFar(lines: number): Recording {
    this.#builder.report.lines = lines;
    return this.#builder.soFar('perf JSON', true);
  }

  finish(lines: number): Recording {
    const { report } = this.#builder;
    report.lines = lines;
    const rest = this.#objects.rest();
    if (rest !== null) report.broken(lines, rest, 'The file ends in the middle of this sample.');
    if (!this.#objects.whole) {
      report.cut = true;
      report.remark(
        lines,
        '',
        'The file ends before the end of its list of samples: it is cut. What it holds was read.',
      );
    }
    return this.#builder.finish('perf JSON', true);
  }

  #use(sample: Json, number: number): void {
    const { report } = this.#builder;
    const { timestamp, tid, cpu = 0, comm } = sample;
    if (typeof timestamp !== 'number' || !(timestamp >= 0)) {
      report.broken(number, JSON.stringify(sample), 'The time of this sample is no number from 0 on.');
      return;
    }
    this.#start ??= timestamp;
    if (!this.#builder.time(timestamp - this.#start))
      report.remark(number, String(timestamp), 'Time runs backwards here.');
    const task = taskName(typeof comm === 'string' && comm !== '' ? comm : 'task', String(tid ?? '?'));
    const isCpu = typeof cpu === 'number' && Number.isInteger(cpu) && cpu >= 0 && cpu <= MAX_CPU;
    this.#builder.where(isCpu ? cpu : 0, task, contextOf(undefined, task));
    const read = this.#sample.read(sample);
    if (read.kind === 'probe') this.#events.probe('', read.probe, read.probe.args, number);
    else if (read.kind === 'irq') this.#builder.irq(read.name);
    else report.skip(read.what);
    if (read.kind === 'probe' && read.stack.length > 1) this.#events.stack(printedStack(read.stack), number);
  }
}
