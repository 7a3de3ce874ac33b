import type { Op } from '../../sim/effects.ts';
import type { Value } from '../../trace/event.ts';
import type { MachineConfig } from '../config.ts';
import type { SecureWorldId } from './facts.ts';
import type { Knowledge } from './rules/cells.ts';
import type { Parties } from './rules/rule.ts';

/**
 * A secure world: who answers the normal world's calls, by which rules, with which state. A run has one, chosen by its
 * scenario; a recording is judged by the rules of one.
 */
export interface SecureWorld {
  /** The name in a scenario's `secure`, which facts.ts tells more of. */
  readonly id: SecureWorldId;
  /** What it is, in full: `OP-TEE 4.10 (d5001fe0) as SPMC in S-EL1 behind TF-A 2.15`. */
  readonly what: string;
  /** Endpoint ids that have a name. */
  readonly endpoints: ReadonlyMap<number, string>;
  /** Who answers calls, by which rules. Calls arrive at EL3. */
  readonly parties: Parties;
  /** Cells that are there before the first row. */
  readonly cells: (config: MachineConfig) => Iterable<readonly [key: string, value: Value]>;
  /** The cell that holds the ids bound for VM 0, a bitmap. */
  readonly boundCell: string;
  /** Do partitions have a manifest, which says what an interrupt of the normal world does? */
  readonly hasManifests: boolean;
  /** The handle that memory gets which is shared first. */
  readonly firstHandle: bigint;
  /** Forgets what the secure world may change of itself between two calls of a recording. */
  readonly meanwhile: (knowledge: Knowledge) => void;
  /** OP-TEE starts, before the normal world does. */
  readonly start: () => Op<void>;
  /** OP-TEE tells Linux that there is work (notif_send_async, VM 0). */
  readonly signal: () => Op<void>;
  /** A secure interrupt has been handled, and the CPU goes back to the normal world. */
  readonly backToNormalWorld: () => Op<void>;
}
