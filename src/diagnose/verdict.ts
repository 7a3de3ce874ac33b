import type { Frame } from '../abi/frame.ts';
import type { Rule } from './responder.ts';

/**
 * How a reply compares with the profile: the usual answer; another one that the rules allow; one that they do not; or
 * nothing is known of it.
 */
export type Judgement = 'equal' | 'allowed' | 'departure' | 'unknown';

/** What is said about one row. */
export interface Verdict {
  readonly row: number;
  readonly judgement: Judgement;
  /** null where nothing is known. */
  readonly rule: Rule | null;
  /** A sentence; for a departure what was recorded and what the rule says. */
  readonly text: string;
  /** The first register that differs from the usual answer, 0..7; null when there is none or it cannot be said. */
  readonly register: number | null;
  /** The usual answer of the profile; null when only its shape is known. */
  readonly expected: Frame | null;
}
