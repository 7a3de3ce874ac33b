import type { Frame } from '../../../abi/frame.ts';
import { SPMC } from '../../../trace/keys.ts';
import { type Guard, whether } from '../rules/guard.ts';

/** Memory of the normal world, `begin-end` in hex with the end left out: QEMU's board as the recordings have it. */
export const NORMAL_MEMORY = '0x40000000-0x80000000';

/** Do these bytes lie in this memory, written as NORMAL_MEMORY is? */
export function liesIn(memory: unknown, address: bigint, bytes: bigint): boolean {
  const [begin = 0n, end = 0n] = typeof memory === 'string' ? memory.split('-').map(BigInt) : [];
  return address >= begin && address + bytes <= end;
}

/**
 * core_pbuf_is(CORE_MEM_NON_SEC): do these bytes lie in the memory of the normal world? A recording does not tell what
 * memory its machine has.
 */
export const isNormalMemory = (range: (call: Frame) => readonly [address: bigint, bytes: bigint]): Guard =>
  whether(
    () => [SPMC.normalMemory],
    (call, cells) => {
      const known = cells.read(SPMC.normalMemory);
      if (typeof known?.value !== 'string') return null;
      return liesIn(known.value, ...range(call));
    },
  );
