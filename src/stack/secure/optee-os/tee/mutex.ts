import { machine, type Op, set } from '../../../../sim/effects.ts';
import { lockKey } from '../../../../trace/keys.ts';
import type { Machine } from '../../../machine.ts';
import type { Thread } from '../state.ts';
import { notificationSend, notificationWait } from './rpc.ts';

// OP-TEE's mutexes (core/kernel/mutex.c, wait_queue.c; OP-TEE d5001fe0). A thread that must wait goes to the normal
// world and waits there, on the key 64 + its number; whoever unlocks sends that key from there too.

const SYNC_VALUE_BASE = 64;

export function* mutexLock(thread: Thread, name: string): Op<void> {
  const { secure } = yield* machine<Machine>();
  for (;;) {
    const mutex = secure.mutexes.get(name) ?? { holder: null, waiters: [] };
    secure.mutexes.set(name, mutex);
    if (mutex.holder === null) {
      mutex.holder = thread.index;
      yield* set(lockKey(name), `OP-TEE thread ${thread.index}`);
      return;
    }
    mutex.waiters.push(thread.index);
    yield* notificationWait(thread, SYNC_VALUE_BASE + thread.index, 0);
    const at = mutex.waiters.indexOf(thread.index);
    if (at >= 0) mutex.waiters.splice(at, 1);
  }
}

export function* mutexUnlock(thread: Thread, name: string): Op<void> {
  const { secure } = yield* machine<Machine>();
  const mutex = secure.mutexes.get(name);
  if (mutex === undefined) return;
  mutex.holder = null;
  yield* set(lockKey(name), undefined);
  const next = mutex.waiters.shift();
  if (next !== undefined) yield* notificationSend(thread, SYNC_VALUE_BASE + next);
}
