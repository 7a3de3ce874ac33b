import type { LineReader, OnRead } from '../importer.ts';
import type { Recording } from '../recording.ts';

/** Takes off each line what a tool has put around it. */
export interface Unwrap {
  /** The lines of the log that this line of the file holds: mostly one; none where it holds nothing of the log. */
  line(text: string): readonly string[];
  /** What was held back until the file ended. */
  end(): readonly string[];
}

/** Reads the lines that are inside the lines of a file; `number` stays the file's. */
export class UnwrappedReader implements LineReader {
  readonly #inner: LineReader;
  readonly #unwrap: Unwrap;
  #heard: OnRead | null = null;

  constructor(inner: LineReader, unwrap: Unwrap) {
    this.#inner = inner;
    this.#unwrap = unwrap;
  }

  line(text: string, number: number, cut: boolean): void {
    for (const line of this.#unwrap.line(text)) this.#take(line, number, cut);
  }

  hears(heard: OnRead): void {
    // Where something is taken off what is inside as well, the inner one knows the lines.
    if (this.#inner.hears !== undefined) this.#inner.hears(heard);
    else this.#heard = heard;
  }

  rows(): number {
    return this.#inner.rows();
  }

  notUnderstood(): number {
    return this.#inner.notUnderstood();
  }

  soFar(lines: number): Recording | null {
    return this.#inner.soFar(lines);
  }

  finish(lines: number): Recording {
    for (const line of this.#unwrap.end()) this.#take(line, lines, false);
    return this.#inner.finish(lines);
  }

  #take(line: string, number: number, cut: boolean): void {
    this.#inner.line(line, number, cut);
    this.#heard?.(line, number, this.#inner.rows());
  }
}

/** One after the other, the outermost first. */
export function chained(layers: readonly Unwrap[]): Unwrap {
  const through = (lines: readonly string[], from: number): readonly string[] =>
    layers.slice(from).reduce<readonly string[]>((inside, layer) => inside.flatMap((l) => layer.line(l)), lines);
  return {
    line: (text) => through([text], 0),
    end: () => layers.flatMap((layer, i) => through(layer.end(), i + 1)),
  };
}

/** One that looks at each line alone. */
export const eachLine = (line: (text: string) => readonly string[]): Unwrap => ({ line, end: () => [] });
