import { apart, type Op, read, set, update, write } from '../../../../sim/effects.ts';
import { refs } from '../../../../sim/memory.ts';
import { lockKey } from '../../../../trace/keys.ts';
import type { Thread } from '../state.ts';
import { notificationSend, notificationWait } from './rpc.ts';

// OP-TEE's mutexes (core/kernel/mutex.c, wait_queue.c; OP-TEE d5001fe0). A thread that must wait goes to the normal
// world and waits there, on the key 64 + its number; whoever unlocks sends that key from there too.

const SYNC_VALUE_BASE = 64;

interface Mutex {
  /** The thread that holds it. */
  readonly holder: number | null;
  /** Threads that wait, first come first. */
  readonly waiters: readonly number[];
}

const MUTEX = refs<Mutex>('optee.mutex', { holder: null, waiters: [] });

export const mutexLock = (thread: Thread, name: string): Op<void> => apart(lock(thread, name));

function* lock(thread: Thread, name: string): Op<void> {
  const mutex = MUTEX(name);
  const me = thread.index;
  while ((yield* read(mutex)).holder !== null) {
    yield* update(mutex, (m) => ({ ...m, waiters: [...m.waiters, me] }));
    yield* notificationWait(thread, SYNC_VALUE_BASE + me, 0);
    yield* update(mutex, (m) => ({ ...m, waiters: m.waiters.filter((w) => w !== me) }));
  }
  yield* update(mutex, (m) => ({ ...m, holder: me }));
  yield* set(lockKey(name), `OP-TEE thread ${me}`);
}

export const mutexUnlock = (thread: Thread, name: string): Op<void> => apart(unlock(thread, name));

function* unlock(thread: Thread, name: string): Op<void> {
  const [next, ...waiters] = (yield* read(MUTEX(name))).waiters;
  yield* write(MUTEX(name), { holder: null, waiters });
  yield* set(lockKey(name), undefined);
  if (next !== undefined) yield* notificationSend(thread, SYNC_VALUE_BASE + next);
}
