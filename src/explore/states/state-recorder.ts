import type { Turn } from '../turns.ts';
import { ASPECTS, aspectOf, type Cells, cellsOf } from './aspects.ts';
import type { Met, Watcher, Way } from './watcher.ts';

/** A choice of a search: how often it could be made, where it changes something, and how often it has been made. */
export interface ChoiceCount {
  /** Who could run, or what could happen. */
  readonly instead: string;
  /** Who went on; empty where nothing ran. */
  readonly of: string;
  readonly possible: number;
  /** Where it does not commute with what others do: only there it is to be tried. */
  readonly kept: number;
  readonly tried: number;
}

/**
 * What a search has found since the portion before. Everything is numbered across portions in the order in which it comes:
 * states, the classes of an aspect, names, sentences and ways.
 */
export interface StatePortion {
  /** For each new state its class in each aspect, then its way and its step. */
  readonly states: Uint32Array;
  /** For each new step: state before, state after, name of who took it, 1 for a turn, and the sentence of what broke, 0 for none. */
  readonly steps: Uint32Array;
  /** For each end of a run at which something is broken: the state, and the sentence. */
  readonly ends: Uint32Array;
  readonly classes: readonly (readonly [aspect: number, cells: Cells])[];
  readonly names: readonly string[];
  readonly sentences: readonly string[];
  readonly ways: readonly (readonly [from: number, turn: Turn | null])[];
  /** All of them, as they are now. */
  readonly choices: readonly ChoiceCount[];
}

/** What a state, a step and an end take of the numbers of a portion. */
export const STATE_WIDTH = ASPECTS.length + 2;
export const STEP_WIDTH = 5;
export const END_WIDTH = 2;

/** Numbers things in the order in which they come. */
class Numbered<T> {
  readonly #known = new Map<unknown, number>();
  #fresh: T[] = [];

  /** `key` is equal for equal things. */
  of(key: unknown, thing: T): number {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const number = this.#known.size;
    this.#known.set(key, number);
    this.#fresh.push(thing);
    return number;
  }

  number(key: unknown): number | undefined {
    return this.#known.get(key);
  }

  take(): readonly T[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }
}

type Counted = { -readonly [K in keyof ChoiceCount]: ChoiceCount[K] };

/** So many states are kept at most: a picture of more says nothing. */
export const MOST_STATES = 200_000;

/** Keeps of a search what a picture of it needs, and hands it over in portions. */
export class StateRecorder implements Watcher {
  /** Of each state its class in each aspect. */
  readonly #classOf: Uint32Array[] = [];
  readonly #classes = ASPECTS.map(() => new Numbered<Cells>());
  readonly #names = new Numbered<string>();
  readonly #sentences = new Numbered<string>();
  readonly #ways = new Numbered<readonly [number, Turn | null]>();
  readonly #choices: Counted[] = [];
  readonly #choiceNumbers = new Map<string, number>();
  #fresh: (readonly [aspect: number, cells: Cells])[] = [];
  #states: number[] = [];
  #steps: number[] = [];
  #ends: number[] = [];

  constructor() {
    this.#sentences.of('', '');
  }

  met({ state, from, fresh, by, turned, broke, attempt, way }: Met): void {
    if (state >= MOST_STATES) return;
    if (fresh) {
      const classes = this.#classesAt(from, attempt);
      this.#classOf.push(classes);
      this.#states.push(...classes, this.#way(way), attempt.steps);
    }
    if (from >= 0) this.#steps.push(from, state, this.#names.of(by, by), turned ? 1 : 0, this.#sentence(broke));
  }

  ended(state: number, broke: readonly string[]): void {
    if (broke.length > 0 && state < MOST_STATES) this.#ends.push(state, this.#sentence(broke));
  }

  choice(instead: string, of: string): number {
    const key = `${instead}\n${of}`;
    let number = this.#choiceNumbers.get(key);
    if (number === undefined) {
      number = this.#choices.length;
      this.#choiceNumbers.set(key, number);
      this.#choices.push({ instead, of, possible: 0, kept: 0, tried: 0 });
    }
    (this.#choices[number] as Counted).possible++;
    return number;
  }

  kept(choice: number): void {
    (this.#choices[choice] as Counted).kept++;
  }

  tried(choice: number): void {
    (this.#choices[choice] as Counted).tried++;
  }

  /** What is new since it was asked last. */
  take(): StatePortion {
    const portion = {
      states: Uint32Array.from(this.#states),
      steps: Uint32Array.from(this.#steps),
      ends: Uint32Array.from(this.#ends),
      classes: this.#fresh,
      names: this.#names.take(),
      sentences: this.#sentences.take(),
      ways: this.#ways.take(),
      choices: this.#choices.map((c) => ({ ...c })),
    };
    [this.#states, this.#steps, this.#ends, this.#fresh] = [[], [], [], []];
    return portion;
  }

  /** Only what the step wrote can be otherwise than in the state before. */
  #classesAt(from: number, { running, footprint, idle }: Met['attempt']): Uint32Array {
    const before = this.#classOf[from];
    const touched = new Set<number>();
    if (before !== undefined && !idle)
      for (const name of footprint.writes) if (name.startsWith(CELL)) touched.add(aspectOf(name.slice(CELL.length)));
    return Uint32Array.from(ASPECTS, (_, aspect) => {
      if (before !== undefined && !idle && !touched.has(aspect)) return before[aspect] as number;
      const cells = cellsOf(running.kernel.world, aspect);
      const classes = this.#classes[aspect] as Numbered<Cells>;
      const key = JSON.stringify(cells);
      if (classes.number(key) === undefined) this.#fresh.push([aspect, cells]);
      return classes.of(key, cells);
    });
  }

  /** The way as a number; those that it comes from have lower ones. */
  #way(way: Way): number {
    const known = this.#ways.number(way);
    if (known !== undefined) return known;
    return this.#ways.of(way, [way.from === null ? -1 : this.#way(way.from), way.turn]);
  }

  #sentence(broke: readonly string[]): number {
    const text = broke.join('\n');
    return this.#sentences.of(text, text);
  }
}

const CELL = 'cell ';
