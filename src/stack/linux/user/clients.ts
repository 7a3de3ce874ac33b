import { FFA_MSG_SEND_DIRECT_REQ } from '../../../abi/ffa-call.ts';
import { frame } from '../../../abi/frame.ts';
import { type Op, read, within } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import type { TxContents } from '../../config.ts';
import { NOTIFICATION_TA, SEND_FUNC, SESSION_TA, WAIT_FUNC } from '../../secure/optee-os/tee/pseudo-ta.ts';
import { USER_TA } from '../../secure/optee-os/tee/user-ta.ts';
import { conduit } from '../arm-ffa/conduit.ts';
import { fillTxBuffer } from '../arm-ffa/tx-buffer.ts';
import { passedOn, sentBy } from '../hypervisor.ts';
import { whileOpen } from '../kernel/module.ts';
import { allocateAndFree } from '../optee/protected-buffer.ts';
import { closeSession, invoke, openSession, succeeded } from '../optee/session.ts';
import { OPTEE_DRIVER, type Optee } from '../optee/state.ts';
import { OPTEE_MODULE } from './modules.ts';

// What a client does: it opens /dev/tee0 and calls a trusted application, or sends registers as they are.

const SRC = 'linux/user/clients';
const { log } = narrate(SRC, 'user');
const smc = conduit(SRC);

/** A client opens a pseudo TA, invokes it once and closes the session. */
export function* session(): Op<void> {
  const optee = yield* read(OPTEE_DRIVER);
  if (optee === null) {
    yield* log('There is no /dev/tee0', 'info', 'session: no driver, so no TEE device to open');
    return;
  }
  yield* withDevice(() => openInvokeClose(optee));
}

function* withDevice(body: () => Op<void>): Op<void> {
  if (yield* whileOpen(OPTEE_MODULE, body)) return;
  yield* log('The module is on its way out', 'info', 'open: /dev/tee0 goes, so nobody can open it any more (-ENXIO)');
}

function* openInvokeClose(optee: Optee): Op<void> {
  const none = { type: 'none' } as const;
  const four = [none, none, none, none];
  const answer = yield* within('tee_ioctl', openSession(optee, SESSION_TA, four));
  if (typeof answer === 'number' || !succeeded(answer)) return;
  yield* within('tee_ioctl', invoke(optee, answer.session, 0, four));
  yield* within('tee_ioctl', closeSession(optee, answer.session));
}

/** Linux sends registers as they are, and looks at nothing that comes back; those of another VM as a hypervisor does. */
export function* sendRegisters(w: readonly bigint[], tx: TxContents | null, vm: number): Op<void> {
  if (tx !== null) yield* fillTxBuffer(vm === 0 ? tx : sentBy(tx, vm));
  if (vm === 0) yield* smc('These registers, as they are', w);
  else yield* smc('A call of a VM, which the hypervisor passes on', passedOn(w, vm));
}

/** A client's call in which OP-TEE waits for a key: the task waits in Linux, on behalf of an OP-TEE thread. */
export function* syncWait(key: number, timeout: number): Op<void> {
  yield* notificationCall(WAIT_FUNC, key, timeout);
}

/** A client's call in which OP-TEE sends a key. */
export function* syncSend(key: number): Op<void> {
  yield* notificationCall(SEND_FUNC, key, 0);
}

function* notificationCall(func: number, key: number, timeout: number): Op<void> {
  const optee = yield* read(OPTEE_DRIVER);
  if (optee === null) {
    yield* log('There is no driver to call', 'info', 'sync: no driver, so no TEE device to open');
    return;
  }
  yield* withDevice(() => waitOrSend(optee, func, key, timeout));
}

function* waitOrSend(optee: Optee, func: number, key: number, timeout: number): Op<void> {
  const value = { type: 'value', a: BigInt(key), b: BigInt(timeout), c: 0n } as const;
  const answer = yield* within('tee_ioctl', openSession(optee, NOTIFICATION_TA));
  if (typeof answer === 'number' || !succeeded(answer)) return;
  yield* within('tee_ioctl', invoke(optee, answer.session, func, [value]));
  yield* within('tee_ioctl', closeSession(optee, answer.session));
}

/** A client allocates protected memory through the DMA heap, and frees it. */
export function* protectedBuffer(): Op<void> {
  yield* withDevice(allocateAndFree);
}

/** A client opens a trusted application that has to be loaded, and closes the session. */
export function* loadTa(): Op<void> {
  const optee = yield* read(OPTEE_DRIVER);
  if (optee === null) {
    yield* log('There is no TEE to load it', 'info', 'load-ta: no driver, so no TEE device to open');
    return;
  }
  yield* withDevice(() => loadAndClose(optee));
}

function* loadAndClose(optee: Optee): Op<void> {
  const none = { type: 'none' } as const;
  const answer = yield* within('tee_ioctl', openSession(optee, USER_TA, [none, none, none, none]));
  if (typeof answer === 'number' || !succeeded(answer)) return;
  yield* within('tee_ioctl', closeSession(optee, answer.session));
}

/** Linux tells a partition to make a call: the call's registers are the message, and its answer is the response. */
export function* command(id: number, call: readonly bigint[]): Op<void> {
  yield* smc('This call, made by the partition', frame(FFA_MSG_SEND_DIRECT_REQ.id64, BigInt(id), 0n, ...call));
}
