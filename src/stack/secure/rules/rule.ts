import type { Frame } from '../../../abi/frame.ts';
import type { StatusName } from '../../../abi/status.ts';
import type { Op } from '../../../sim/effects.ts';
import type { Actor } from '../../../trace/event.ts';
import type { Write } from './cell-types.ts';
import type { Knowledge } from './cells.ts';
import { asGuard, type Condition, type Guard } from './guard.ts';
import { type Reply, refusal } from './reply.ts';

// How a secure world answers a call, as rules in the order of the C. Four readers: `act.ts` runs them over the cells of a
// run; `judge.ts` over what a recording has told, and gets the answers that are allowed; `list.ts` lists them for a menu; the link
// to the source takes the handler's place.

/** Who answers calls in the secure world. */
export type SecureActor = Extract<Actor, 'spmd' | 'spmc' | 'optee'>;

/** Where the C function that answers stands, in the sources that its party names. */
export interface Handler {
  /** `core/arch/arm/kernel/thread_spmc.c` */
  readonly file: string;
  readonly fn: string;
  /** Of the definition. */
  readonly line: number;
}

/** What happens when a rule's condition holds. */
export type Outcome =
  /** The call is answered with these registers, and cells change. `does` is what else happens: a line of the log. */
  | {
      readonly kind: 'answers';
      readonly reply: Reply;
      readonly writes: readonly Write[];
      readonly does: ((call: Frame, reply: Frame) => Op<void>) | null;
    }
  /** The call goes on to the next party, which answers; `speaksFor` where that one's answer is told as this one's own. */
  | {
      readonly kind: 'passes';
      readonly to: SecureActor;
      readonly speaksFor: boolean;
      /** What the answer changes at the one who passed the call on. */
      readonly writes: readonly Write[];
    }
  /**
   * A piece of code answers that is no rule: a thread, a message of OP-TEE. `shapes` are its answers as far as they are
   * known beforehand, the usual one first; `after` takes in what an answer tells.
   */
  | {
      readonly kind: 'runs';
      readonly body: (call: Frame) => Op<Frame>;
      readonly shapes: readonly Reply[];
      readonly after: (call: Frame, knowledge: Knowledge, reply: Frame) => void;
    };

export interface Rule {
  readonly guard: Guard;
  /** Why it answers so, as a clause: `one of the ids is bound already`. */
  readonly sentence: string;
  readonly outcome: Outcome;
}

/** All rules of one C function, in its order. The last holds whatever else is so. */
export interface CallRules {
  readonly handler: Handler;
  readonly rules: readonly Rule[];
}

export const at = (file: string, fn: string, line: number): Handler => ({ file, fn, line });

/** Declares the rules of the function at `handler`. Throws Error where the last one has a condition. */
export function answers(handler: Handler, rules: readonly Rule[]): CallRules {
  if (rules.at(-1)?.guard !== ALWAYS) throw new Error(`${handler.fn}: the last rule must hold always`);
  return { handler, rules };
}

const ALWAYS: Guard = asGuard(() => true);

/** Refuses with a status, or answers with registers, where the condition holds. */
export const when = (
  condition: Condition,
  answer: StatusName | Reply,
  sentence: string,
  more: { readonly writes?: readonly Write[]; readonly does?: (call: Frame, reply: Frame) => Op<void> } = {},
): Rule => ({
  guard: asGuard(condition),
  sentence,
  outcome: {
    kind: 'answers',
    reply: typeof answer === 'string' ? refusal(answer) : answer,
    writes: more.writes ?? [],
    does: more.does ?? null,
  },
});

/** The answer where no condition before it held, and what it changes. */
export const otherwise = (
  writes: readonly Write[],
  answer: StatusName | Reply,
  sentence: string,
  does?: (call: Frame, reply: Frame) => Op<void>,
): Rule => ({
  ...when(() => true, answer, sentence, does === undefined ? { writes } : { writes, does }),
  guard: ALWAYS,
});

/** The call goes on to another party, where the condition holds; always without one. */
export const passes = (
  to: SecureActor,
  sentence: string,
  {
    where,
    speaksFor = false,
    writes = [],
  }: { readonly where?: Condition; readonly speaksFor?: boolean; readonly writes?: readonly Write[] } = {},
): Rule => ({
  guard: where === undefined ? ALWAYS : asGuard(where),
  sentence,
  outcome: { kind: 'passes', to, speaksFor, writes },
});

/** Code answers that is no rule. */
export const runs = (
  body: (call: Frame) => Op<Frame>,
  shapes: readonly Reply[],
  sentence: string,
  after: (call: Frame, knowledge: Knowledge, reply: Frame) => void = () => undefined,
): Rule => ({ guard: ALWAYS, sentence, outcome: { kind: 'runs', body, shapes, after } });

/** One who answers calls: EL3, the SPMC, a partition. */
export interface Party {
  readonly actor: SecureActor;
  /** `OP-TEE 4.10 (d5001fe0)`: what the handlers' files belong to. */
  readonly source: string;
  /** The same, short, behind a link: `OP-TEE d5001fe0`. */
  readonly version: string;
  /** The link to a line of these sources. */
  readonly href: (handler: Handler) => string;
  /** The call as this party sees it: EL3 clears the upper halves of a 32-bit call. */
  readonly takes?: (call: Frame) => Frame;
  /** What a call changes before it is looked at. */
  readonly entry?: (call: Frame) => readonly Write[];
  /** The cell that is there once this party has stopped for good: it answers nobody. */
  readonly stopped?: string;
  /** The rules of the function that handles this call. Total: there is always one. */
  readonly handles: (call: Frame) => CallRules;
}

/** Everything that answers in one secure world; calls arrive at `spmd`. */
export type Parties = Readonly<Record<SecureActor, Party>>;
