import { slotSize } from '../../../abi/message-size.ts';
import { abandon, apart, fresh, machine, type Op, read, update, write } from '../../../sim/effects.ts';
import { ref } from '../../../sim/memory.ts';
import { narrate } from '../../../sim/narrate.ts';
import type { Machine } from '../../machine.ts';
import { ENOMEM } from '../errno.ts';
import { mutexLock, mutexUnlock } from '../kernel/lock.ts';
import { allocateShared, freeShared } from './shared-memory.ts';
import { type ArgPage, MESSAGE, type MessageRef, type MsgParam, type Optee } from './state.ts';

// Pages with argument slots, shared once and kept (drivers/tee/optee/call.c; Linux 6.12.117).

const SRC = 'linux/optee/arg-cache';
const { allocate, act } = narrate(SRC, 'optee-driver');

const PAGE = 4096;
const MAX_SLOTS = 64;
const MUTEX = 'shm_arg_cache.mutex';

/** A message in its slot. */
export interface Slot {
  readonly page: ArgPage;
  readonly index: number;
  /** In bytes from the start of the page: w6 of the call. */
  readonly offset: number;
  readonly arg: MessageRef;
}

/** optee_get_msg_arg: a free slot, in a new page where none is free. A negative errno when the page cannot be had. */
export function* getMsgArg(optee: Optee, cmd: number, params: readonly MsgParam[]): Op<Slot | number> {
  yield* mutexLock('optee-driver', MUTEX);
  const slot = yield* apart(findSlot(optee, cmd, params));
  yield* mutexUnlock(MUTEX);
  return slot;
}

function* findSlot(optee: Optee, cmd: number, params: readonly MsgParam[]): Op<Slot | number> {
  const size = slotSize(optee.rpcParamCount);
  const perPage = optee.argShared ? Math.floor(PAGE / size) : 1;
  for (const page of yield* read(optee.argPages)) {
    const index = firstFree(yield* read(page.used));
    if (index < perPage) return yield* take(page, index, size, cmd, params);
  }
  const entry = yield* allocate('Keep track of a new argument page', 'kzalloc', { what: 'struct optee_shm_arg_entry' });
  if (entry === null) return -ENOMEM;
  const shm = yield* allocateShared(optee, PAGE, 'argument page');
  if (typeof shm === 'number') return shm;
  const page: ArgPage = { shm, used: ref(`arg_page ${yield* fresh()}`, []) };
  yield* update(optee.argPages, (pages) => [page, ...pages]);
  return yield* take(page, 0, size, cmd, params);
}

function firstFree(used: readonly boolean[]): number {
  for (let i = 0; i < MAX_SLOTS; i++) if (used[i] !== true) return i;
  return MAX_SLOTS;
}

function* take(page: ArgPage, index: number, size: number, cmd: number, params: readonly MsgParam[]): Op<Slot> {
  yield* mark(page, index, true);
  const offset = index * size;
  const arg = MESSAGE(page.shm.handle, offset);
  yield* write(arg, { cmd, func: 0, session: 0, ret: 0n, params, uuid: null, rpc: null });
  return { page, index, offset, arg };
}

function* mark(page: ArgPage, index: number, used: boolean): Op<void> {
  yield* update(page.used, (slots) => {
    const marked = slots.slice();
    while (marked.length <= index) marked.push(false);
    marked[index] = used;
    // What has never been used and what is free again are one.
    while (marked.at(-1) === false) marked.pop();
    return marked;
  });
}

/** optee_free_msg_arg */
export function* freeMsgArg(slot: Slot): Op<void> {
  // Only a call that Linux makes by hand can name a message that is free.
  const { config } = yield* machine<Machine>();
  if (!config.actions.some((a) => a.do === 'smc')) yield* abandon(slot.arg);
  yield* mutexLock('optee-driver', MUTEX);
  yield* mark(slot.page, slot.index, false);
  yield* mutexUnlock(MUTEX);
}

/** optee_shm_arg_cache_uninit: every page goes back. Only optee_remove_common calls it; a failed probe does not. */
export function* freeArgCache(optee: Optee): Op<void> {
  const pages = yield* read(optee.argPages);
  if (pages.length === 0) return;
  yield* act('The argument pages go back', 'optee_shm_arg_cache_uninit', { pages: pages.length }, function* () {
    for (;;) {
      const [page, ...rest] = yield* read(optee.argPages);
      if (page === undefined) return;
      yield* write(optee.argPages, rest);
      yield* freeShared(optee, page.shm);
    }
  });
}
