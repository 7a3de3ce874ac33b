/** Why a field of a register is not as it should be. */
export type FieldProblem = 'must be zero' | 'reserved' | 'unknown value' | 'out of range';

/** One named field of one register, with what its value means. The panels and the command line only print this. */
export interface FieldNode {
  /** `sender`, `receiver`, `flags`; the specification's word. */
  readonly name: string;
  /** Which register, 0..17. */
  readonly reg: number;
  /** The highest and lowest bit, inclusive. */
  readonly hi: number;
  readonly lo: number;
  readonly value: bigint;
  /** What the value means: `0x8001, OP-TEE`, `ids {3}`, `DENIED −6 (−EACCES −13)`. */
  readonly meaning: string;
  readonly problem?: FieldProblem;
  /** Smaller fields inside this one. */
  readonly children?: readonly FieldNode[];
}

/** A call or a reply, decoded as far as it can be. Total: any registers give one of these. */
export interface Decoded {
  /** `FFA_NOTIFICATION_BIND`, `FFA_ERROR`, or `unknown function 0x840000ff`. */
  readonly name: string;
  /** 32 or 64: the calling convention of w0; 0 where w0 is not a function id. */
  readonly width: 0 | 32 | 64;
  /** The OP-TEE service that a direct message carries, `ENABLE_ASYNC_NOTIF`; null for none. */
  readonly service: string | null;
  /** A few words beside the name: `{3}`, `DENIED −6`, `id 3`. May be empty. */
  readonly summary: string;
  /** One sentence: `OP-TEE (0x8001) may signal id 3 to Linux (VM 0).` */
  readonly sentence: string;
  /** Fields of w0..w7 in register order; together they cover every bit of every register of the width. */
  readonly fields: readonly FieldNode[];
  /** What is wrong with it, as sentences: reserved bits that are set, a reply that this call cannot have. */
  readonly problems: readonly string[];
  /** For a reply: does it report failure? FFA_ERROR, or a service's error code in w3. */
  readonly failed: boolean;
  /** Nothing failed, and Linux goes on with no such answer: a version that it does not know. */
  readonly refused: boolean;
}

/** What is said of a frame where it is drawn. Plain data, which crosses threads. */
export type FrameSaid = Pick<Decoded, 'summary' | 'failed' | 'refused'>;

/** Of what is no frame. */
export const NOTHING_SAID: FrameSaid = { summary: '', failed: false, refused: false };
