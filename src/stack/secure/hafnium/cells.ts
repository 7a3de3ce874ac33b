import type { Frame } from '../../../abi/frame.ts';
import { SPMC, spmcVm } from '../../../trace/keys.ts';
import { bitmap, cell, type Write } from '../rules/cell-types.ts';
import { ALL_BITS, type Cells, type Knowledge } from '../rules/cells.ts';
import { receiverOf } from '../rules/registers.ts';

// What Hafnium remembers of the normal world (inc/hf/vm.h, struct vm, struct notifications, struct mailbox; 21bfbdc1).

export const V1_0 = 0x10000;
export const V1_1 = 0x10001;
export const V1_2 = 0x10002;
/** FFA_VERSION_COMPILED, and what counts until the normal world has asked. */
export const OWN_VERSION = 0x10003;

/** What the normal world asked for. */
export const version = cell<number>(SPMC.ffaVersion, OWN_VERSION);
/** A call was handled: the version stays until the next boot. */
export const negotiated = cell<boolean>(SPMC.versionNegotiated, false);

export const mapped = cell<boolean>(SPMC.rxtx, false);
export type Mailbox = 'empty' | 'full' | 'of the normal world';
export const mailbox = cell<Mailbox>(SPMC.mailbox, 'empty');

/** The record of the VM that w1 names in its low half. VM 0 has one always. */
export const enabled = cell<boolean>((c: Frame) => spmcVm(receiverOf(c)).initialized, false);
export const bound = bitmap((c: Frame) => spmcVm(receiverOf(c)).bound);
export const pending = bitmap((c: Frame) => spmcVm(receiverOf(c)).pending);
export const untold = bitmap((c: Frame) => spmcVm(receiverOf(c)).untold);
export const vcpus = cell<number>((c: Frame) => spmcVm(receiverOf(c)).vcpus, 0);
/** OP-TEE, the only partition, sets ids of VM 0 alone. */
export const untoldOfVm0 = bitmap(spmcVm(0).untold);

const RECORDS = cell<number>(SPMC.vmRecords, 0);
/** nwd_vms[MAX_VMS]: VM 0 has its own. */
export const noRecordIsFree = RECORDS.matches((n) => n >= 16);
/** One record more or less. A recording does not tell how many there were. */
export const records = (more: 1 | -1): Write => ({
  ...RECORDS.put(0),
  exact: (old) => Math.max(0, (typeof old === 'number' ? old : 0) + more),
  partly: (_call, knowledge) => knowledge.forget(SPMC.vmRecords),
});

/** MAX_CPUS of the build: VM 0 has so many vCPUs, whatever CREATE said. */
export const MAX_CPUS = 8;

/** Between two calls OP-TEE may set the bit of its bottom half, bound or not known to be. */
export function meanwhile(knowledge: Knowledge): void {
  const bits = maySignal(knowledge);
  const old = knowledge.readBits(SPMC.pending).ones;
  knowledge.mayBeSet(SPMC.pending, bits);
  knowledge.mayBeSet(spmcVm(0).untold, bits & ~old);
}

function maySignal(cells: Cells): bigint {
  const value = cells.read(SPMC.doBottomHalfValue)?.value;
  if (typeof value !== 'number') return ALL_BITS;
  return value < 0 ? 0n : 1n << BigInt(value);
}
