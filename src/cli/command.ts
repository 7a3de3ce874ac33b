import type { Result } from '../base/result.ts';
import type { Flag, Parsed } from './flag.ts';
import type { Exit, Io } from './io.ts';

/** One command of `scope`, one file each in commands/. */
export interface Command {
  readonly name: string;
  /** The operands as they stand in the usage line: `SCENARIO`. */
  readonly operands: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** More, for `--help`; lines of at most 78 characters. */
  readonly details: readonly string[];
  readonly flags: { readonly [name: string]: Flag };
  /** Fewest and most operands. */
  readonly arity: readonly [number, number];
  run(args: Parsed, io: Io): Promise<Result<Exit>>;
}
