import type { Frame } from '../abi/frame.ts';

/** A rule of a profile: what it says, and where it is written down. */
export interface Rule {
  /** `handle_notification_bind:4`, the fourth rule of the function that answers. */
  readonly id: string;
  /** One sentence. */
  readonly text: string;
  /** File and function at a version, or a recording. */
  readonly source: string;
}

/** What a call may be answered with. */
export interface Expectation {
  /** The rule of the usual answer, for a reply that is none of the allowed ones. */
  readonly rule: Rule;
  /** All registers of the usual answer; null where only its shape is known. */
  readonly usual: Frame | null;
  /** Every answer that can be written out, the usual one first. */
  readonly replies: readonly Frame[];
  /** In a few words, the answers of which only the shape is known: `one list of VM 0`. */
  readonly shapes: readonly string[];
  /** The rule that answers so; null where no rule does. */
  readonly allows: (reply: Frame) => Rule | null;
}

/**
 * Whoever can answer calls: the rules of a secure world, or a model of it. A model that knows the one answer returns the
 * frame itself.
 */
export interface Responder {
  /** `OP-TEE 4.10 (d5001fe0) as SPMC in S-EL1 behind TF-A 2.15`. */
  readonly name: string;
  /** What this call, on this CPU, may be answered with now. Calls come in the order of their replies. */
  feed(call: Frame, cpu: number): Expectation | Frame;
  /** What the machine did answer: from here on the responder follows the machine, also where it departed. */
  observe(call: Frame, reply: Frame): void;
  /**
   * Answers what `judge` does, which feeds and observes this call and its reply, and need not run it where it has judged the
   * same before and knows that nothing has changed that decides it.
   */
  remembered?<T extends object>(call: Frame, reply: Frame, judge: () => T): T;
}
