import { neededWords, wordsOf } from './needed-words.ts';

/** Finds, for a line, the few of many patterns that can match it at all. */
export class WordIndex<T> {
  readonly #byWord = new Map<string, number[]>();
  readonly #always: number[] = [];
  readonly #all: readonly T[];

  constructor(all: readonly T[], patternOf: (item: T) => RegExp) {
    this.#all = all;
    for (const [i, item] of all.entries()) {
      const words = neededWords(patternOf(item));
      if (words === null) this.#always.push(i);
      for (const word of words ?? []) {
        const list = this.#byWord.get(word);
        if (list === undefined) this.#byWord.set(word, [i]);
        else list.push(i);
      }
    }
  }

  /** What may match this line, in the order of the list. */
  candidates(line: string): readonly T[] {
    const found = new Set(this.#always);
    for (const word of wordsOf(line)) for (const i of this.#byWord.get(word) ?? []) found.add(i);
    return [...found].sort((a, b) => a - b).map((i) => this.#all[i] as T);
  }

  /** Patterns that are tried on every line. */
  get unindexed(): readonly T[] {
    return this.#always.map((i) => this.#all[i] as T);
  }
}
