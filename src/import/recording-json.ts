import { RecordingBuilder } from './builder.ts';
import type { Head, Importer, LineReader } from './importer.ts';
import { type Cursor, FRAME_HALVES, readWord } from './read-word.ts';
import type { Recording } from './recording.ts';

/** The normalised recordings of this project: one array of records with `kind`: smc, fn, fnret, irq, mark. */
export const recordingJsonImporter: Importer = {
  what: 'JSON of a recording (an array of smc, fn, fnret, irq and mark records)',
  open: (head: Head) =>
    /^\s*\[/.test(head[0] ?? '') && head.some((l) => /"kind"\s*:/.test(l)) ? new JsonReader() : null,
};

interface Step {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

type Json = { readonly [name: string]: unknown };

const MAX_TEXT = 512 * 1024 * 1024;

class JsonReader implements LineReader {
  readonly #builder = new RecordingBuilder();
  readonly #lines: string[] = [];
  #length = 0;

  rows(): number {
    return this.#builder.columns.length;
  }

  notUnderstood(): number {
    return this.#builder.report.notUnderstood;
  }

  line(text: string): void {
    this.#length += text.length + 1;
    if (this.#length <= MAX_TEXT) this.#lines.push(text);
  }

  soFar(): null {
    return null;
  }

  finish(lines: number): Recording {
    const { report } = this.#builder;
    report.lines = lines;
    const steps: Step[] = [];
    for (const [i, record] of this.#records().entries()) {
      if (!isObject(record) || !this.#schedule(record, steps))
        report.broken(0, JSON.stringify(record) ?? '', `Record ${i} is none of smc, fn, fnret, irq and mark.`);
    }
    steps.sort((a, b) => a.at - b.at || a.order - b.order);
    const start = steps[0]?.at ?? 0;
    for (const s of steps) {
      this.#builder.time(Math.round((s.at - start) * 1000));
      s.run();
    }
    return this.#builder.finish('recording JSON', true);
  }

  #records(): readonly unknown[] {
    try {
      const value: unknown = JSON.parse(this.#lines.join('\n'));
      if (Array.isArray(value)) return value;
    } catch (e) {
      this.#builder.report.broken(
        0,
        '',
        `The file is not complete JSON: ${e instanceof Error ? e.message : String(e)}.`,
      );
    }
    return [];
  }

  #schedule(r: Json, steps: Step[]): boolean {
    const at = typeof r.ts_us === 'number' ? r.ts_us : 0;
    const add = (when: number, run: () => void): void => {
      const here = (): void => {
        this.#where(r);
        run();
      };
      steps.push({ at: when, order: steps.length, run: here });
    };
    const args = typeof r.args === 'string' ? r.args : '';
    const fn = { fn: typeof r.fn === 'string' ? r.fn : '', module: null };
    switch (r.kind) {
      case 'smc':
        return this.#smc(r, at, add);
      case 'fn':
        add(at, () => this.#builder.enter(fn, args));
        return true;
      case 'fnret':
        add(at, () => this.#builder.exit(fn, null, args));
        return true;
      case 'irq':
        add(at, () => this.#builder.irq(/name=(\S+)/.exec(String(r.text))?.[1] ?? 'interrupt'));
        return true;
      case 'mark':
        add(at, () => this.#builder.log('user', 'info', String(r.text)));
        return true;
      default:
        return false;
    }
  }

  #smc(r: Json, at: number, add: (when: number, run: () => void) => void): boolean {
    const call = frameOf(r.call);
    const reply = frameOf(r.ret);
    if (call === null) return false;
    const stack = typeof r.ctx === 'string' ? r.ctx.split(' < ') : [];
    add(at, () => {
      this.#builder.call(call, r.raw_by_test_module === true ? 'other' : 'arm_ffa');
      this.#builder.stack(stack);
    });
    const took = typeof r.dur_us === 'number' ? r.dur_us : 0;
    if (reply !== null) add(at + took, () => this.#builder.reply(reply, null));
    return true;
  }

  #where(r: Json): void {
    const task = typeof r.task === 'string' ? r.task : 'task';
    const flags = typeof r.flags === 'string' ? r.flags : '';
    const kind = flags[2] === 'h' ? 'hardirq' : task.startsWith('kworker/') ? 'worker' : 'process';
    this.#builder.where(typeof r.cpu === 'number' ? r.cpu : 0, task, kind);
  }
}

const isObject = (v: unknown): v is Json => typeof v === 'object' && v !== null && !Array.isArray(v);

function frameOf(value: unknown): Uint32Array | null {
  if (!Array.isArray(value)) return null;
  const halves = new Uint32Array(FRAME_HALVES);
  for (const [i, word] of value.slice(0, 8).entries()) {
    const cursor: Cursor = { at: 0 };
    if (typeof word !== 'string' || !readWord(word, cursor, halves, i) || cursor.at !== word.length) return null;
  }
  return halves;
}
