import { withoutPlumbing } from './plumbing.ts';

/** A stack that was recorded, as often as it comes one object: what is worked out of it is worked out once. */
export class Stack {
  /** The functions that lead to the call, innermost first. */
  readonly names: readonly string[];
  /** Its number in the columns; -1 until a row has it. */
  id = -1;

  constructor(names: readonly string[]) {
    this.names = names;
  }
}

/** A stack as a kernel prints it, innermost first. */
export const printedStack = (names: readonly string[]): Stack => new Stack(withoutPlumbing(names));
