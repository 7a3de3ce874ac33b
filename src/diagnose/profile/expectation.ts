import type { Frame } from '../../abi/frame.ts';

/** A rule of a profile: what it says, and where it is written down. */
export interface Rule {
  /** `OT-BIND-BOUND` */
  readonly id: string;
  /** One sentence. */
  readonly text: string;
  /** File and function at a version, or a recording. */
  readonly source: string;
}

/** What a call may be answered with. */
export interface Expectation {
  readonly rule: Rule;
  /** The answers that are fixed, the usual one first. May be empty where only `also` can tell. */
  readonly replies: readonly Frame[];
  /** Answers of which only the shape is known: true for those. */
  readonly also?: (reply: Frame) => boolean;
  /** What `also` lets through, in a few words: `one list of VM 0`. */
  readonly alsoText?: string;
}

/**
 * Whoever can answer calls: the rules of a profile, or the model of an SPMC. A model that knows the one answer returns
 * the frame itself; 'any' is "I cannot tell".
 */
export interface Responder {
  /** `OP-TEE 4.10 (d5001fe0) as SPMC behind TF-A`. */
  readonly name: string;
  /** What this call, on this CPU, may be answered with now. Calls come in the order of their replies. */
  feed(call: Frame, cpu: number): Expectation | Frame | 'any';
  /** What the machine did answer: from here on the responder follows the machine, also where it departed. */
  observe(call: Frame, reply: Frame): void;
}

/** The answer is exactly this. */
export const only = (rule: Rule, reply: Frame): Expectation => ({ rule, replies: [reply] });

/** One of these; the first is the usual one. */
export const oneOf = (rule: Rule, ...replies: readonly Frame[]): Expectation => ({ rule, replies });

/** An answer of this shape; `replies` are those of it that can be written out. */
export const shaped = (
  rule: Rule,
  alsoText: string,
  also: (reply: Frame) => boolean,
  ...replies: readonly Frame[]
): Expectation => ({ rule, replies, also, alsoText });

export const sameFrame = (a: Frame, b: Frame): boolean => a.every((w, i) => w === b[i]);
