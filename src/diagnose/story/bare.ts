import { peel } from '../../import/text/prefix.ts';
import { tidied } from '../../import/text/tidied.ts';

/** A line without what stands before its message. */
export interface Bare {
  /** The message; its indentation stays. */
  readonly text: string;
  /** Has it a time that the kernel wrote? */
  readonly kernel: boolean;
}

/** The message of a line: escape codes, times, levels, callers and the machine's name taken off. */
export function bare(line: string): Bare {
  const { rest, stamp } = peel(tidied(line));
  return { text: rest, kernel: stamp?.clock === 'kernel' };
}
