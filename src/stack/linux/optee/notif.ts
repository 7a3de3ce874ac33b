import { getInt, leaves, type Op, read, self, set, sleep, update, wait, waitFor, write } from '../../../sim/effects.ts';
import { ref } from '../../../sim/memory.ts';
import { narrate } from '../../../sim/narrate.ts';
import { hold, release } from '../../../sim/resource.ts';
import { DRIVER, syncKey } from '../../../trace/keys.ts';
import { EBUSY, EINVAL, ENOMEM, ETIMEDOUT } from '../errno.ts';
import { mightSleep, spinLockIrq, spinUnlockIrq } from '../kernel/lock.ts';
import type { KeyWaiter, Optee } from './state.ts';

// Synchronous notifications: a task waits for a key, another one sends it (drivers/tee/optee/notif.c; Linux 6.12.117).

const { step, act, allocate, violation } = narrate('linux/optee/notif', 'optee-driver');

const LOCK = 'notif.lock';
/** One jiffy at HZ = 250. The ABI says milliseconds, and Linux passes the number on as jiffies. */
const JIFFY_NS = 4_000_000;

/** optee_notif_init: a latch bit a key, and the largest key; -ENOMEM where there is no memory for the bitmap. */
export function* notifInit(maxKey: number): Op<number> {
  return yield* step('A latch for every key', 'optee_notif_init', { max_key: maxKey }, function* () {
    yield* hold('notif bitmap');
    yield* set(DRIVER.maxKey, maxKey);
    return 0;
  });
}

/** optee_notif_uninit: only the bitmap goes. Who waits is not woken. */
export function* notifUninit(optee: Optee): Op<void> {
  yield* act('The latches go', 'optee_notif_uninit', {}, function* () {
    yield* release('notif bitmap');
    if ((yield* read(optee.keyWaiters)).length > 0)
      yield* violation(
        'Somebody still waits for a key',
        'D8',
        'the key bitmap is freed under a task that waits in optee_notif_wait',
      );
    yield* write(optee.latched, []);
  });
}

/**
 * Wakes everybody who waits for a key, and waits until they have gone and nobody is in OP-TEE. No kernel has it: only the
 * driver as it should be does this before the keys go.
 */
export function* wakeWaiters(optee: Optee): Op<void> {
  for (const { completed } of yield* read(optee.keyWaiters)) yield* write(completed, true);
  yield* wait(
    'clients that are in OP-TEE',
    (now) => now.read(optee.keyWaiters).length === 0 && now.read(optee.waiters).length === 0,
  );
}

/**
 * optee_notif_wait: 0 when the key was sent, before or now. -EINVAL for a key above the largest, -EBUSY when somebody
 * waits for it already, -ETIMEDOUT after `timeout` jiffies (0: never).
 */
export function* notifWait(optee: Optee, key: number, timeout: number): Op<number> {
  return yield* step('Wait until somebody sends the key', 'optee_notif_wait', { key, timeout }, function* () {
    if (key > (yield* getInt(DRIVER.maxKey))) return -EINVAL;
    yield* mightSleep('optee-driver', 'kmalloc');
    if ((yield* allocate('An entry for this waiter', 'kmalloc', { what: 'struct notif_entry' })) === null)
      return -ENOMEM;
    yield* spinLockIrq(LOCK);
    if ((yield* read(optee.latched)).includes(key)) {
      yield* update(optee.latched, (keys) => keys.filter((k) => k !== key));
      yield* set(syncKey(key), undefined);
      yield* spinUnlockIrq(LOCK);
      return 0;
    }
    if ((yield* read(optee.keyWaiters)).some((w) => w.key === key)) {
      yield* spinUnlockIrq(LOCK);
      return -EBUSY;
    }
    const { id, name } = yield* self();
    // A task waits for one key at a time.
    const entry: KeyWaiter = { key, completed: ref(`notif_entry#${id}`, false) };
    yield* update(optee.keyWaiters, (waiters) => [...waiters, entry]);
    yield* set(syncKey(key), `waiter: ${name}`);
    yield* spinUnlockIrq(LOCK);
    const rc = yield* waitForEntry(entry, timeout);
    yield* spinLockIrq(LOCK);
    yield* update(optee.keyWaiters, (waiters) => waiters.filter((w) => w.key !== key));
    yield* set(syncKey(key), undefined);
    yield* spinUnlockIrq(LOCK);
    // The entry is freed.
    yield* write(entry.completed, false);
    return rc;
  });
}

function* waitForEntry({ key, completed }: KeyWaiter, timeout: number): Op<number> {
  yield* mightSleep('optee-driver', 'wait_for_completion');
  if (timeout === 0) {
    yield* act('Sleep until it is sent', 'wait_for_completion', { key }, () =>
      wait(`somebody to send key ${key}`, (now) => now.read(completed)),
    );
    return 0;
  }
  // Time passes only when nothing else can run, so a time-out is what happens when nobody sends.
  let came = true;
  yield* act(
    'Sleep until it is sent, or the time is up',
    'wait_for_completion_timeout',
    { key, jiffies: timeout },
    function* () {
      came = yield* leaves(yield* waitFor(`key ${key}, for a limited time`, (now) => now.read(completed)));
    },
  );
  if (!came) {
    yield* sleep(timeout * JIFFY_NS);
    return -ETIMEDOUT;
  }
  return 0;
}

/** optee_notif_send: wakes who waits for the key, or latches it. Two sends without a waiter are one. Never sleeps. */
export function* notifSend(optee: Optee, key: number): Op<number> {
  return yield* step('Wake whoever waits for the key', 'optee_notif_send', { key }, function* () {
    if (key > (yield* getInt(DRIVER.maxKey))) return -EINVAL;
    yield* spinLockIrq(LOCK);
    const entry = (yield* read(optee.keyWaiters)).find((w) => w.key === key);
    if (entry !== undefined) yield* write(entry.completed, true);
    else {
      yield* update(optee.latched, (keys) => (keys.includes(key) ? keys : [...keys, key]));
      yield* set(syncKey(key), 'latched');
    }
    yield* spinUnlockIrq(LOCK);
    return 0;
  });
}
