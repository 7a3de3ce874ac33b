import { OPTEE_ID } from '../../../abi/endpoint.ts';
import type { Frame } from '../../../abi/frame.ts';
import { SPMC, spmcVm } from '../../../trace/keys.ts';
import { bitmap, type Write } from '../rules/cell-types.ts';
import { ALL_BITS, type Bits, type Cells } from '../rules/cells.ts';
import { type Guard, whether } from '../rules/guard.ts';
import { receiverOf, senderOf } from '../rules/registers.ts';

// The second partition of Hafnium, where a scenario has one: a test program with one context (docs/recordings-hafnium.md, 41
// to 46). Its properties and the second half of its UUID stand in no recording that is here; the first half is recorded (49),
// and it is that of the test partitions which Hafnium and TF-A ship.

export const SECOND_ID = 0x8002;
export const SECOND = {
  id: SECOND_ID,
  contexts: 1,
  /** Takes direct requests and notifications, AArch64. */
  properties: 0x109,
  uuid: 'b4b5671e-4a90-4fe1-b81f-fb13dae1dacb',
} as const;

/** A recording tells how many there are in an answer of FFA_PARTITION_INFO_GET_REGS; until then there is one. */
export const partitionsIn = (cells: Cells): number => Number(cells.read(SPMC.partitions)?.value ?? 1);
/** Is this an id of a partition? */
export const hasPartition = (id: number, cells: Cells): boolean =>
  id === OPTEE_ID || (id === SECOND_ID && partitionsIn(cells) > 1);

export const isPartition = (of: (call: Frame) => number): Guard =>
  whether(
    () => [SPMC.partitions],
    (call, cells) => hasPartition(of(call), cells),
  );

export const fromSecond = (call: Frame): boolean => senderOf(call) === SECOND_ID;

const secondKey = (call: Frame): string => spmcVm(receiverOf(call)).boundBySecond;
export const boundBySecond = bitmap(secondKey);
/** As a bitmap that is cleared, but no cell appears where there was none. */
export const clearBoundBySecond: Write = { ...boundBySecond.clear, exact: () => undefined };

const NONE: Bits = { ones: 0n, zeros: ALL_BITS };

/** The keys of `boundToSender`. */
export const BOUND_KEYS = (call: Frame): readonly string[] => [
  spmcVm(receiverOf(call)).bound,
  secondKey(call),
  SPMC.partitions,
];

/** Which ids of the VM in w1 the sender in w1 may signal, as far as it is known. */
export function boundToSender(call: Frame, cells: Cells): Bits {
  const bound = cells.readBits(spmcVm(receiverOf(call)).bound);
  const second = partitionsIn(cells) > 1 ? cells.readBits(secondKey(call)) : NONE;
  return fromSecond(call)
    ? { ones: bound.ones & second.ones, zeros: bound.zeros | second.zeros }
    : { ones: bound.ones & second.zeros, zeros: bound.zeros | second.ones };
}
