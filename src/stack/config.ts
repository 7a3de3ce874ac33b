import type { MemoryLayout, MemoryTransaction, MemoryVersion } from '../abi/memory-descriptor.ts';
import type { Fault } from '../sim/fault.ts';
import type { FixId } from './linux/fix-ids.ts';
import type { DriverRevision } from './linux/revisions.ts';
import type { SecureWorldId } from './secure/facts.ts';

/** What OP-TEE answers about itself. Every field is a 32-bit word: any value that the wire carries may be asked for. */
export interface OpteeConfig {
  readonly apiMajor: number;
  readonly apiMinor: number;
  readonly osMajor: number;
  readonly osMinor: number;
  /** w5 of GET_OS_VERSION: the first 32 bits of the git revision; 0 is "not known". */
  readonly osBuild: number;
  /** w4 of EXCHANGE_CAPABILITIES, whole: bits 7:0 are the number of RPC parameters. */
  readonly rpcParams: number;
  /** w5 of EXCHANGE_CAPABILITIES: SEC_CAP bits. */
  readonly caps: number;
  /** w6 of EXCHANGE_CAPABILITIES: the largest notification value; every driver ignores it. */
  readonly maxNotif: number;
  /** Did the platform donate an SGI for the SRI? Without it OP-TEE cannot raise notifications. */
  readonly notifReady: boolean;
}

/** A memory transaction descriptor in the TX buffer, right or wrong; without it the buffer stays as it was. */
export interface TxContents extends MemoryTransaction, MemoryLayout {
  /** The version of FF-A whose layout it has; null: the one that was agreed on. */
  readonly version: MemoryVersion | null;
}

/** What happens, in order. `with: 'previous'` starts it together with the action before it. */
export type Action = (
  | { readonly do: 'secure-boot' | 'boot' | 'probe' | 'remove' | 'kexec' | 'session' | 'load-ta' | 'protmem' }
  /** The FF-A core goes; `unbind: false`: while the driver is bound still, so the core takes its device in the middle. */
  | { readonly do: 'unload'; readonly unbind?: boolean }
  /** A secure interrupt on a CPU (default 0); `masks`: its handler masks it until a bottom half, as OP-TEE's console does. */
  | { readonly do: 'notify'; readonly cpu?: number; readonly masks?: boolean }
  /** An RPC notification on a synchronous key; `timeout` in the unit of the ABI's c field, 0 waits for ever. */
  | { readonly do: 'sync-wait'; readonly key: number; readonly timeout?: number }
  | { readonly do: 'sync-send'; readonly key: number }
  /** Another Linux driver uses the notifier operations. */
  | { readonly do: 'request' | 'send'; readonly id: number; readonly perVcpu?: boolean }
  | { readonly do: 'relinquish'; readonly id: number }
  /** Linux tells the second partition of Hafnium to make this call, w0 to at most w4. */
  | { readonly do: 'sp'; readonly id: number; readonly smc: readonly bigint[]; readonly cpu?: number }
  /**
   * Linux sends these registers as they are, on a CPU, with something in its TX buffer; with `vm` as the hypervisor that passes
   * on a call of this VM.
   */
  | {
      readonly do: 'smc';
      readonly w: readonly bigint[];
      readonly cpu?: number;
      readonly tx?: TxContents;
      readonly vm?: number;
    }
) & {
  readonly with?: 'previous';
  /** It comes when this row has been written, in the middle of the actions before it. Implies `with`. */
  readonly after?: number;
};

/**
 * An interrupt of the normal world while a partition of Hafnium runs: the partition is asked to leave by itself and to be called
 * again; it is stopped, and Linux gets FFA_INTERRUPT and says FFA_RUN; it waits until the partition is done.
 */
export const NS_INTERRUPTS = ['managed-exit', 'signalled', 'queued'] as const;
export type NsInterrupts = (typeof NS_INTERRUPTS)[number];

export type ActionName = Action['do'];

/** Everything that decides a run. */
export interface MachineConfig {
  /** Which Linux. */
  readonly driver: DriverRevision;
  /** With the driver `fixed`: which of its fixes are on. Without it they are nothing. */
  readonly fixes: readonly FixId[];
  readonly secure: SecureWorldId;
  /** 1..8 */
  readonly cpus: number;
  /** OP-TEE threads (CFG_NUM_THREADS), 1..16 */
  readonly threads: number;
  /** 3: the SRI can be mapped; 2: Linux has no GICv3 node and no interrupt can be mapped. */
  readonly gic: 2 | 3;
  /** What a partition of Hafnium does with an interrupt of the normal world (ns-interrupts-action of its manifest). */
  readonly nsInterrupts: NsInterrupts;
  /** Partitions of Hafnium: OP-TEE, and a second one for tests. OP-TEE as SPMC has itself alone. */
  readonly partitions: 1 | 2;
  readonly optee: OpteeConfig;
  /** Ids bound at the SPMC before the first row, by nobody that Linux knows. */
  readonly bound: readonly number[];
  /** Ids that another Linux driver holds through notify_request. */
  readonly held: readonly number[];
  readonly actions: readonly Action[];
  readonly faults: readonly Fault[];
  /** An interleaving: the context taken at each choice; empty is the default policy. */
  readonly choices: readonly number[];
  readonly seed: number;
}
