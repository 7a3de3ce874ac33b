import { commandName } from '../../../abi/message.ts';
import { YIELDING_CALL_RESUME, YIELDING_CALL_WITH_ARG } from '../../../abi/optee-service.ts';
import { RETURN_DONE, RETURN_INTERRUPT, RETURN_RPC_CMD } from '../../../abi/service-table.ts';
import { hex, hi32, lo32, s32 } from '../../../base/bits.ts';
import type { Look } from '../../../sim/effect.ts';
import {
  apart,
  callStack,
  leaves,
  type Op,
  read,
  self,
  sleep,
  update,
  wait,
  waitFor,
  within,
} from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import type { DirectData } from '../arm-ffa/direct.ts';
import { EBUSY, EIO } from '../errno.ts';
import { mightSleep, mutexLock, mutexUnlock } from '../kernel/lock.ts';
import type { Slot } from './arg-cache.ts';
import { handleRpc } from './rpc.ts';
import { sender } from './send.ts';
import { type CallWaiter, type Optee, readMessage } from './state.ts';

// A call that OP-TEE runs on one of its threads (drivers/tee/optee/ffa_abi.c, optee_ffa_yielding_call; Linux 6.12.117).

const SRC = 'linux/optee/yielding-call';
const { step, log, violation } = narrate(SRC, 'optee-driver');
const send = sender(SRC);

const BUSY = 0xffff000dn;
const QUEUE_MUTEX = 'call_queue.mutex';
const THREAD = 'a thread of OP-TEE, which the end of another call makes free';
/** So long a driver waits for one that does not wait for ever. */
const LIMIT_NS = 1_000_000_000;

/** optee_ffa_do_call_with_arg: 0 when OP-TEE has processed the message (its own result is in the message), or an errno. */
export function* doCallWithArg(optee: Optee, slot: Slot): Op<number> {
  const { shm } = slot.page;
  const { cmd } = yield* readMessage(slot.arg);
  const args = { cmd: commandName(cmd), handle: hex(shm.handle), offs: slot.offset };
  return yield* step('OP-TEE does what the message says', 'optee_ffa_do_call_with_arg', args, function* () {
    const fields = { handleLow: lo32(shm.handle), handleHigh: hi32(shm.handle), offset: slot.offset };
    const data = [...YIELDING_CALL_WITH_ARG.request(fields)] as DirectData;
    return yield* within('optee_ffa_yielding_call', yieldingCall(optee, data, slot));
  });
}

/**
 * Enters OP-TEE until the call is done: an interrupt or a request of OP-TEE brings it back in between, and when all of
 * its threads are busy the task waits here, uninterruptibly, for another call to end.
 */
function* yieldingCall(optee: Optee, data: DirectData, slot: Slot): Op<number> {
  const [, w4, w5, w6] = data;
  let resuming = false;
  let waits = optee.patience.waits;
  const waiter = yield* joinQueue(optee);
  for (;;) {
    const rc = resuming
      ? yield* send('Go on with the call', optee.device, data)
      : yield* send('Enter OP-TEE on a free thread', optee.device, data);
    if (rc !== 0) return yield* leaveQueue(optee, waiter, rc);

    if (lo32(data[0]) === BUSY) {
      if (resuming) return yield* leaveQueue(optee, waiter, -EIO);
      const came = yield* waitForThread(optee, waiter, waits !== null);
      if (!came && waits !== null && waits-- === 0) return yield* leaveQueue(optee, waiter, -EBUSY);
      [data[0], data[1], data[2], data[3]] = [YIELDING_CALL_WITH_ARG.id, w4, w5, w6];
      continue;
    }
    if (s32(data[0]) !== 0) return yield* leaveQueue(optee, waiter, -EIO);
    if (data[1] === RETURN_DONE) return yield* leaveQueue(optee, waiter, 0);

    if (lo32(data[1]) === RETURN_RPC_CMD) yield* within('optee_handle_ffa_rpc', handleRpc(optee, slot));
    else if (lo32(data[1]) !== RETURN_INTERRUPT)
      yield* log('Not a request that Linux knows', 'warn', `optee: Unknown RPC func ${hex(lo32(data[1]))}`);
    // w7, the thread, goes back as it came.
    resuming = true;
    [data[0], data[1], data[2], data[3]] = [YIELDING_CALL_RESUME.id, 0n, 0n, 0n];
  }
}

/** optee_cq_wait_init: everybody who calls is in the queue, so that a wake-up between BUSY and the wait is not lost. */
function* joinQueue(optee: Optee): Op<string> {
  yield* mutexLock('optee-driver', QUEUE_MUTEX);
  // A task is in one call at a time.
  const { id } = yield* self();
  yield* update(optee.waiters, (queue) => [...queue, { id, completed: false }]);
  yield* mutexUnlock(QUEUE_MUTEX);
  return id;
}

/**
 * optee_cq_wait_for_completion, then to the end of the queue. Every kernel waits for ever; `limited`: it comes back when the
 * time is up, and false says so.
 */
function* waitForThread(optee: Optee, waiter: string, limited: boolean): Op<boolean> {
  yield* mightSleep('optee-driver', 'wait_for_completion');
  if ((yield* callStack()).includes('ffa_sched_recv_irq_work_fn'))
    yield* violation(
      'Every notification of the system waits with it',
      'I24',
      'the worker of the FF-A core waits for a thread of OP-TEE',
    );
  let came = true;
  yield* step('All threads of OP-TEE are busy', 'optee_cq_wait_for_completion', {}, function* () {
    const woken = (now: Look): boolean => isWoken(now.read(optee.waiters), waiter);
    if (limited) came = yield* leaves(yield* waitFor(`${THREAD}, for a limited time`, woken));
    else yield* wait(THREAD, woken);
    if (!came) yield* sleep(LIMIT_NS);
    yield* mutexLock('optee-driver', QUEUE_MUTEX);
    yield* update(optee.waiters, (queue) => [...without(queue, waiter), { id: waiter, completed: false }]);
    yield* mutexUnlock(QUEUE_MUTEX);
    return 0;
  });
  return came;
}

/** optee_cq_wait_final: wakes one who waits; and one more when somebody had woken this one meanwhile. */
const leaveQueue = (optee: Optee, waiter: string, rc: number): Op<number> => apart(wakeNext(optee, waiter, rc));

function* wakeNext(optee: Optee, waiter: string, rc: number): Op<number> {
  yield* mutexLock('optee-driver', QUEUE_MUTEX);
  const woken = isWoken(yield* read(optee.waiters), waiter);
  yield* update(optee.waiters, (queue) => completeOne(without(queue, waiter)));
  if (woken) yield* update(optee.waiters, completeOne);
  yield* mutexUnlock(QUEUE_MUTEX);
  return rc;
}

/** optee_cq_complete_one: the first in the queue that has not been woken. */
function completeOne(queue: readonly CallWaiter[]): readonly CallWaiter[] {
  const next = queue.findIndex((w) => !w.completed);
  return queue.map((w, i) => (i === next ? { ...w, completed: true } : w));
}

const without = (queue: readonly CallWaiter[], id: string): readonly CallWaiter[] => queue.filter((w) => w.id !== id);
const isWoken = (queue: readonly CallWaiter[], id: string): boolean => queue.some((w) => w.id === id && w.completed);
