import type { Result } from '../base/result.ts';
import type { Parsed } from './args.ts';
import type { Exit, Io } from './io.ts';

/** One flag of a command. */
export interface Flag {
  /** `FORMAT`: the flag takes a value, and this stands for it in the help; absent for a flag without one. */
  readonly value?: string;
  /** `w0 … w7`: the operands after this flag are its own. */
  readonly following?: string;
  /** The values that it may have; any when absent. */
  readonly oneOf?: readonly string[];
  readonly help: string;
}

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
