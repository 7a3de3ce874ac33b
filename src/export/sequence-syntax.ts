import type { Actor } from '../trace/event.ts';
import type { Taken } from './selection.ts';
import type { Choice } from './subject.ts';

/** How one of the programs that draw sequence diagrams from text is written for. Texts are plain: each escapes its own signs. */
export interface SequenceSyntax {
  /** Title, facts that only people read, the lanes. */
  begin(title: string, facts: readonly string[], lanes: readonly Actor[]): Iterable<string>;
  message(row: Taken, lanes: readonly Actor[], c: Choice): string;
  /** A note across all lanes. */
  note(lanes: readonly Actor[], text: string): string;
  /** The lines before, between and after what the one and the other do. */
  alternatives(a: string, b: string): readonly [before: string, between: string, after: string];
  readonly end: readonly string[];
}
