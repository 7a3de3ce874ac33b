/** One flag of a command. */
export interface Flag {
  /** `FORMAT`: the flag takes a value, and this stands for it in the help; absent for a flag without one. */
  readonly value?: string;
  /** `w0 … w7`: the operands after this flag are its own. */
  readonly following?: string;
  /** The values that it may have; any when absent. */
  readonly oneOf?: readonly string[];
  readonly help: string;
  /** Only the whole help names it, and not each line that says how a command is written. */
  readonly seldom?: true;
}

/** A command line that has been read. */
export interface Parsed {
  readonly operands: readonly string[];
  /** The values of flags that take one, the last where one is repeated. */
  readonly values: ReadonlyMap<string, string>;
  /** Flags that are given, by name without dashes. */
  readonly given: ReadonlySet<string>;
  /** Operands after a flag that takes all that follow. */
  readonly following: readonly string[];
}
