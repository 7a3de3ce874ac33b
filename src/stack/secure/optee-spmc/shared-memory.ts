import type { Frame } from '../../../abi/frame.ts';
import { SPMC } from '../../../trace/keys.ts';
import { cell, type Write } from '../rules/cell-types.ts';
import type { Cells } from '../rules/cells.ts';
import { type Guard, whether } from '../rules/guard.ts';
import { wide } from '../rules/registers.ts';

// Shared memory as OP-TEE knows it (core/arch/arm/mm/mobj_ffa.c, struct mobj_ffa; OP-TEE d5001fe0). One cell a handle.

/** Nothing of OP-TEE uses it: it can be reclaimed. */
export const SHARED = 'shared';
/** A call has used it by its handle (registered_by_cookie), and UNREGISTER_SHM has not come yet. */
export const REGISTERED = 'registered at OP-TEE';
/** A call uses it now (refc above 0). */
export const IN_USE = 'in use by OP-TEE';
/** Lent for a use, and OP-TEE was told so: it can be reclaimed, but not told so again. */
export const ASSIGNED = 'protected for one use';
/** What a recording knows of memory that was shared: a message may have named it since then. */
const THERE = 'shared, and perhaps used since';

const handleOf = (call: Frame): bigint => wide(call, 1, 2);

const stateOf = (cells: Cells, handle: bigint): string | undefined | null => {
  const known = cells.read(SPMC.shm(handle));
  return known === null ? null : (known.value as string | undefined);
};

/** The guards and writes of one handle; which one, `of` tells from the call. */
export const sharedMemoryOf = (
  of: (call: Frame) => bigint,
): { readonly isThere: Guard; readonly isUsed: Guard; readonly isInUse: Guard } => {
  const keys = (call: Frame): readonly string[] => [SPMC.shm(of(call))];
  return {
    isThere: whether(
      keys,
      (call, cells) => {
        const state = stateOf(cells, of(call));
        return state === null ? null : state !== undefined;
      },
      (call, knowledge, holds) => {
        const key = SPMC.shm(of(call));
        if (!holds) knowledge.know(key, undefined);
        else if (knowledge.read(key) === null) knowledge.know(key, THERE);
      },
    ),
    isUsed: whether(keys, (call, cells) => {
      const state = stateOf(cells, of(call));
      return state === null || state === THERE ? null : state === REGISTERED || state === IN_USE;
    }),
    isInUse: whether(keys, (call, cells) => {
      const state = stateOf(cells, of(call));
      if (state === null || state === THERE) return null;
      // A message that is on its way may name memory that no register shows.
      return cells.isExact || state === undefined ? state === IN_USE : null;
    }),
  };
};

const at = cell<string>((call) => SPMC.shm(handleOf(call)), '');

export const sharedMemory = {
  ...sharedMemoryOf(handleOf),
  forget: at.put(undefined),
  /** The handle is the reply's. */
  share: {
    ...cell<string>((_call, reply) => SPMC.shm(wide(reply, 2, 3)), '').put(SHARED),
    partly: (_call, knowledge, reply) => knowledge.know(SPMC.shm(wide(reply, 2, 3)), THERE),
  } satisfies Write,
};
