import type { Frame } from '../../../abi/frame.ts';
import { SPMD } from '../../../trace/keys.ts';
import { Watcher } from './judge.ts';
import { PartlyKnown } from './knowledge.ts';
import type { Parties, SecureActor } from './rule.ts';

/** Who answers a call, and who only passes it on, in order. */
export interface Lane {
  readonly to: SecureActor;
  readonly via: readonly SecureActor[];
}

/**
 * The lanes of the calls of a recording: who answers each, as the rules say, from what has been observed. What decides it
 * beside the registers is the version that was agreed on, so the calls that agree on one have to be observed.
 */
export class Lanes {
  readonly #watcher: Watcher;

  /** Nothing tells whether EL3 had agreed on a version before the recording: the first that it shows is taken for the first. */
  constructor(parties: Parties) {
    const fresh = new PartlyKnown();
    fresh.know(SPMD.negotiated, false);
    this.#watcher = new Watcher(parties, undefined, fresh);
  }

  /** The lane of a call. Of several answers that are possible the usual one tells it. */
  of(call: Frame): Lane {
    const [usual] = this.#watcher.expect(call).allowed;
    if (usual === undefined) throw new Error('a secure world answers every call');
    return { to: usual.leaf.by, via: usual.leaf.via };
  }

  /** Takes in a call that was answered. */
  observe(call: Frame, reply: Frame): void {
    this.#watcher.observe(call, reply);
  }
}
