import { getFlag, type Op, set } from '../../../../sim/effects.ts';
import { narrate } from '../../../../sim/narrate.ts';
import { OPTEE } from '../../../../trace/keys.ts';
import { NOTIF_DRIVERS } from '../notif-drivers.ts';
import type { Thread } from '../state.ts';
import { mutexLock, mutexUnlock } from './mutex.ts';

// Notifications inside OP-TEE (core/kernel/notif.c; OP-TEE d5001fe0).

const { log, act } = narrate('secure/optee-os/tee/notif', 'optee');

const MUTEX = 'notif_mutex';

/** notif_deliver_atomic_event(STARTED): drivers hear it once. A second ENABLE changes the id and nothing else. */
export function* deliverStarted(): Op<void> {
  if (yield* getFlag(OPTEE.notifStarted)) {
    yield* log('The drivers were told before', 'debug', 'D/TC: notif_deliver_atomic_event: Already started');
    return;
  }
  yield* set(OPTEE.notifStarted, true);
  for (const driver of NOTIF_DRIVERS)
    yield* act(
      'A driver may signal from here on',
      'atomic_cb',
      { driver: driver.name, event: 'NOTIF_EVENT_STARTED' },
      () => driver.atomic('STARTED'),
    );
}

/** notif_deliver_event(DO_BOTTOM_HALF): each driver's yielding callback, one bottom half at a time. */
export function* deliverBottomHalf(thread: Thread): Op<void> {
  yield* deliver(thread, 'DO_BOTTOM_HALF');
}

/** notif_deliver_event(STOPPED), message command 7. No FF-A driver of Linux sends it. */
export function* deliverStopped(thread: Thread): Op<void> {
  yield* deliver(thread, 'STOPPED');
}

function* deliver(thread: Thread, event: 'DO_BOTTOM_HALF' | 'STOPPED'): Op<void> {
  yield* mutexLock(thread, MUTEX);
  if (yield* getFlag(OPTEE.notifStarted)) {
    if (event === 'STOPPED') yield* set(OPTEE.notifStarted, false);
    for (const driver of NOTIF_DRIVERS) {
      const args = { driver: driver.name, event: `NOTIF_EVENT_${event}` };
      const callback = () => driver.yielding(event);
      yield* event === 'STOPPED'
        ? act('A driver is told that nobody listens any more', 'yielding_cb', args, callback)
        : act('A driver does what it put off', 'yielding_cb', args, callback);
    }
  } else {
    yield* log(
      'Nobody has started notifications',
      'debug',
      `D/TC: notif_deliver_event: Not started ev ${event === 'STOPPED' ? 1 : 0}`,
    );
  }
  yield* mutexUnlock(thread, MUTEX);
}
