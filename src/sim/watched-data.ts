import { type Hash, hashData } from '../base/hash-data.ts';
import type { Value } from '../trace/event.ts';
import type { ExecutorParts } from './executor-parts.ts';
import type { Watch } from './footprint.ts';
import type { Ref } from './memory.ts';
import type { Recorder } from './recorder.ts';
import type { Memory } from './store.ts';

/**
 * The cells of the world and the memory, for the step that runs. In a run that is watched its footprint notes what is looked at
 * and changed, and the generator that runs is told each value that it sees.
 */
export class WatchedData {
  readonly #recorder: Recorder;
  readonly #memory: Memory;
  readonly #watch: Watch | null;
  readonly #tell: (hash: Hash) => void;

  constructor({ recorder, memory, watch }: ExecutorParts, tell: (hash: Hash) => void) {
    this.#recorder = recorder;
    this.#memory = memory;
    this.#watch = watch;
    this.#tell = tell;
  }

  get(key: string): Value | undefined {
    const value = this.#recorder.world.get(key);
    if (this.#watch !== null) this.#seen(this.#watch, 'cell', key, value);
    return value;
  }

  set(key: string, value: Value | undefined): void {
    if (this.#watch?.on === true) {
      this.#watch.write(`cell ${key}`);
      // Who looks at all cells below a prefix sees that there is one more, or one less.
      if ((this.#recorder.world.get(key) === undefined) !== (value === undefined))
        for (let dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1))
          this.#watch.write(underName(key.slice(0, dot + 1)));
    }
    this.#recorder.set(key, value);
  }

  under(prefix: string): readonly (readonly [key: string, value: Value])[] {
    const watch = this.#watch;
    const cells = Array.from(this.#recorder.world.under(prefix), ([key, cell]) => [key, cell.value] as const);
    watch?.read(underName(prefix));
    if (watch !== null) for (const [key, value] of cells) this.#seen(watch, 'cell', key, value);
    return cells;
  }

  read<T>(ref: Ref<T>): T {
    const value = this.#memory.read(ref);
    if (this.#watch !== null) this.#seen(this.#watch, 'memory', ref.key, value);
    return value;
  }

  write(ref: Ref<unknown>, value: unknown): void {
    if (this.#watch?.on === true) this.#watch.write(`memory ${ref.key}`);
    this.#memory.write(ref, value);
  }

  /** Who changes what lies there is told nothing by it. */
  update<T>(ref: Ref<T>, change: (now: T) => T): void {
    if (this.#watch?.on === true) this.#watch.read(`memory ${ref.key}`);
    this.write(ref, change(this.#memory.read(ref)));
  }

  abandon(ref: Ref<unknown>): void {
    if (this.#watch?.on === true) this.#watch.write(`memory ${ref.key}`);
    this.#memory.abandon(ref);
  }

  forget(prefix: string): void {
    for (const key of this.#memory.forget(prefix)) this.#watch?.write(`memory ${key}`);
  }

  /** Names are made only where somebody wants them: this is asked for at every effect. */
  #seen(watch: Watch, kind: 'cell' | 'memory', key: string, value: unknown): void {
    if (watch.on) watch.read(`${kind} ${key}`);
    if (watch.places) this.#tell(hashData(value));
  }
}

/** What a footprint calls which cells there are below a prefix, which ends with a dot. */
const underName = (prefix: string): string => `cells below ${prefix}`;
