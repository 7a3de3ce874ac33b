import type { Turn } from '../turns.ts';
import type { Cells } from './aspects.ts';
import { ASPECTS } from './aspects.ts';
import { type ChoiceCount, END_WIDTH, STATE_WIDTH, STEP_WIDTH, type StatePortion } from './state-recorder.ts';

/** A step of a search from one state to another. */
export interface StateStep {
  readonly from: number;
  readonly to: number;
  readonly by: string;
  readonly turned: boolean;
  readonly broke: readonly string[];
}

/** How a state is come to: the turns of a run, and the number of its steps. */
export interface WayTo {
  readonly turns: readonly Turn[];
  readonly steps: number;
}

/** Everything that a recorder has handed over, put together again. */
export class StateBook {
  #choices: readonly ChoiceCount[] = [];
  #count = 0;
  readonly #portions: StatePortion[] = [];
  readonly #starts: number[] = [];
  readonly #classes: Cells[][] = ASPECTS.map(() => []);
  readonly #names: string[] = [];
  readonly #sentences: string[] = [];
  readonly #ways: (readonly [from: number, turn: Turn | null])[] = [];

  add(portion: StatePortion): void {
    this.#starts.push(this.#count);
    this.#portions.push(portion);
    this.#count += portion.states.length / STATE_WIDTH;
    for (const [aspect, cells] of portion.classes) this.#classes[aspect]?.push(cells);
    this.#names.push(...portion.names);
    this.#sentences.push(...portion.sentences);
    this.#ways.push(...portion.ways);
    this.#choices = portion.choices;
  }

  /** How many states there are. */
  get count(): number {
    return this.#count;
  }

  get choices(): readonly ChoiceCount[] {
    return this.#choices;
  }

  /** The class of the state in this aspect. */
  classOf(state: number, aspect: number): number {
    return this.#number(state, aspect);
  }

  cells(aspect: number, cls: number): Cells {
    return this.#classes[aspect]?.[cls] ?? [];
  }

  /** Every step, in the order in which they were taken. */
  *steps(): Generator<StateStep, void> {
    for (const { steps } of this.#portions)
      for (let i = 0; i < steps.length; i += STEP_WIDTH) {
        const [from = 0, to = 0, by = 0, turned = 0, broke = 0] = steps.subarray(i, i + STEP_WIDTH);
        yield { from, to, by: this.#names[by] ?? '', turned: turned === 1, broke: this.#broken(broke) };
      }
  }

  /** States in which a run has ended with something broken. */
  *ends(): Generator<{ readonly state: number; readonly broke: readonly string[] }, void> {
    for (const { ends } of this.#portions)
      for (let i = 0; i < ends.length; i += END_WIDTH)
        yield { state: ends[i] as number, broke: this.#broken(ends[i + 1] as number) };
  }

  /** How the search first came to this state. */
  wayTo(state: number): WayTo {
    const turns: Turn[] = [];
    for (let way = this.#number(state, ASPECTS.length); way >= 0; ) {
      const [from, turn] = this.#ways[way] as readonly [number, Turn | null];
      if (turn !== null) turns.push(turn);
      way = from;
    }
    return { turns: turns.reverse(), steps: this.#number(state, ASPECTS.length + 1) };
  }

  #number(state: number, field: number): number {
    let at = this.#starts.length - 1;
    while (at > 0 && (this.#starts[at] as number) > state) at--;
    return this.#portions[at]?.states[(state - (this.#starts[at] as number)) * STATE_WIDTH + field] ?? 0;
  }

  #broken(sentence: number): readonly string[] {
    const text = this.#sentences[sentence] ?? '';
    return text === '' ? [] : text.split('\n');
  }
}
