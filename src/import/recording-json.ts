import { RecordingBuilder } from './builder.ts';
import type { Importer, LineReader } from './importer.ts';
import { type Json, JsonObjects } from './json-objects.ts';
import { beginOf, returnOf } from './probe-step.ts';
import { type Cursor, FRAME_HALVES, readWord } from './read-word.ts';
import type { Recording } from './recording.ts';
import { Stack } from './stack.ts';

const KINDS = new Set(['smc', 'fn', 'fnret', 'irq', 'mark']);

/** The normalised recordings of this project: one array of records with `kind`: smc, fn, fnret, irq, mark. */
export const recordingJsonImporter: Importer = {
  what: 'JSON of a recording (an array of smc, fn, fnret, irq and mark records)',
  open: (head) =>
    head.some((l) => /"kind"\s*:\s*"(?:smc|fn|fnret|irq|mark)"/.test(l) && !/"row"\s*:/.test(l))
      ? new JsonReader()
      : null,
};

interface Step {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** The CPUs that a row can name (columns.ts): Linux has no more than 8192 (arch/arm64/Kconfig NR_CPUS). */
const MAX_CPU = 8191;

class JsonReader implements LineReader {
  readonly #builder = new RecordingBuilder();
  readonly #objects = new JsonObjects((o) => 'kind' in o);
  readonly #steps: Step[] = [];
  #records = 0;
  #begun = false;

  rows(): number {
    return this.#builder.columns.length;
  }

  notUnderstood(): number {
    return this.#builder.report.notUnderstood;
  }

  line(text: string, number: number): void {
    const { report } = this.#builder;
    if (!this.#begun && text.trim() !== '') {
      this.#begun = true;
      if (!/^\s*\[/.test(text)) {
        report.cut = true;
        report.remark(number, text, 'The file does not begin with the bracket of its array: its begin is lost.');
      }
    }
    for (const piece of this.#objects.line(text)) {
      if ('broken' in piece) {
        report.broken(number, piece.broken, 'This record is no complete JSON.');
        continue;
      }
      this.#records++;
      const why = this.#schedule(piece.value, this.#steps);
      if (why !== null) report.broken(number, JSON.stringify(piece.value), `Record ${this.#records - 1}: ${why}`);
    }
  }

  soFar(): null {
    return null;
  }

  finish(lines: number): Recording {
    const { report } = this.#builder;
    report.lines = lines;
    const rest = this.#objects.rest();
    if (rest !== null) report.broken(lines, rest, 'The file ends in the middle of this record.');
    if (!this.#objects.whole) {
      report.cut = true;
      report.remark(lines, '', 'The file ends before the end of its array: it is cut. What it holds was read.');
    }
    const steps = this.#steps.toSorted((a, b) => a.at - b.at || a.order - b.order);
    const start = steps[0]?.at ?? 0;
    for (const s of steps) {
      this.#builder.time(Math.round((s.at - start) * 1000));
      s.run();
    }
    return this.#builder.finish('recording JSON', true);
  }

  /** Notes what this record does, and when; why it cannot be used, or null. */
  #schedule(r: Json, steps: Step[]): string | null {
    const { kind, ts_us: at = 0, cpu = 0 } = r;
    if (typeof kind !== 'string' || !KINDS.has(kind)) return 'its kind is none of smc, fn, fnret, irq and mark.';
    if (typeof at !== 'number' || !(at >= 0)) return 'its time ts_us is no number from 0 on.';
    if (typeof cpu !== 'number' || !Number.isInteger(cpu) || cpu < 0 || cpu > MAX_CPU)
      return `its cpu is no number from 0 to ${MAX_CPU}.`;
    const add = (when: number, run: () => void): void => {
      const here = (): void => {
        this.#where(r, cpu);
        run();
      };
      steps.push({ at: when, order: steps.length, run: here });
    };
    if (kind === 'smc') return this.#smc(r, at, add);
    const args = typeof r.args === 'string' ? r.args : '';
    const fn = { fn: typeof r.fn === 'string' ? r.fn : '', module: null };
    if (kind === 'fn') add(at, () => this.#builder.enter(beginOf(this.#builder.columns.strings, fn, args)));
    else if (kind === 'fnret')
      add(at, () => this.#builder.exit(returnOf(this.#builder.columns.strings, fn, null, args)));
    else if (kind === 'irq') add(at, () => this.#builder.irq(/name=(\S+)/.exec(String(r.text))?.[1] ?? 'interrupt'));
    else add(at, () => this.#builder.log('user', 'info', String(r.text)));
    return null;
  }

  #smc(r: Json, at: number, add: (when: number, run: () => void) => void): string | null {
    const call = frameOf(r.call);
    const reply = r.ret === undefined || r.ret === null ? null : frameOf(r.ret);
    if (call === null) return 'its call is not eight words.';
    if (reply === null && r.ret !== undefined && r.ret !== null) return 'its reply is not eight words.';
    const took = r.dur_us ?? 0;
    if (typeof took !== 'number' || !(took >= 0)) return 'its dur_us is no number from 0 on.';
    const stack = typeof r.ctx === 'string' ? r.ctx.split(' < ') : [];
    add(at, () => {
      this.#builder.call(call, r.raw_by_test_module === true ? 'other' : 'arm_ffa');
      this.#builder.stack(new Stack(stack));
    });
    if (reply !== null) add(at + took, () => this.#builder.reply(reply, null));
    return null;
  }

  #where(r: Json, cpu: number): void {
    const task = typeof r.task === 'string' ? r.task : 'task';
    const flags = typeof r.flags === 'string' ? r.flags : '';
    const kind = flags[2] === 'h' ? 'hardirq' : task.startsWith('kworker/') ? 'worker' : 'process';
    this.#builder.where(cpu, task, kind);
  }
}

function frameOf(value: unknown): Uint32Array | null {
  if (!Array.isArray(value) || value.length !== 8) return null;
  const halves = new Uint32Array(FRAME_HALVES);
  for (const [i, word] of value.entries()) {
    const cursor: Cursor = { at: 0 };
    if (typeof word !== 'string' || !readWord(word, cursor, halves, i) || cursor.at !== word.length) return null;
  }
  return halves;
}
