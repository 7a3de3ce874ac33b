import { apart, type Op, read, write } from '../../../../sim/effects.ts';
import { refs } from '../../../../sim/memory.ts';
import { narrate } from '../../../../sim/narrate.ts';
import { type MessageRef, readMessage, writeMessage } from '../../../linux/optee/state.ts';
import { TEE_ERROR_BAD_PARAMETERS, TEE_ERROR_ITEM_NOT_FOUND, TEE_SUCCESS } from '../codes.ts';
import type { Thread } from '../state.ts';
import { mutexLock, mutexUnlock } from './mutex.ts';
import { pseudoTaOf } from './pseudo-ta.ts';
import { loadUserTa, USER_TA } from './user-ta.ts';

// Sessions in OP-TEE (core/kernel/tee_ta_manager.c, pseudo_ta.c; OP-TEE d5001fe0).

const { log, step } = narrate('secure/optee-os/tee/session', 'optee');

/** Protects the lists of sessions and applications (core/kernel/tee_ta_manager.c). */
const TA_MUTEX = 'tee_ta_mutex';

/** The UUID of the application of each open session, by its id. */
const SESSION = refs<string | null>('optee.session', null);

/** OPEN_SESSION: the first two parameters carry the UUID and the client. Session ids begin at 1 (recorded). */
export function* openSession(thread: Thread, arg: MessageRef): Op<void> {
  const uuid = (yield* readMessage(arg)).uuid ?? '';
  const ta = pseudoTaOf(uuid);
  yield* mutexLock(thread, TA_MUTEX);
  if (ta === null) {
    yield* mutexUnlock(thread, TA_MUTEX);
    yield* openUserTa(thread, arg, uuid);
    return;
  }
  yield* step('A pseudo TA is opened', 'tee_ta_init_pseudo_ta_session', { name: ta.name, thread: thread.index });
  yield* writeMessage(arg, { session: yield* apart(register(uuid)), ret: TEE_SUCCESS });
  yield* mutexUnlock(thread, TA_MUTEX);
}

/** A user TA has to be loaded from the normal world's file system first. */
function* openUserTa(thread: Thread, arg: MessageRef, uuid: string): Op<void> {
  const found = uuid === USER_TA && (yield* loadUserTa(thread));
  if (!found) {
    yield* writeMessage(arg, { ret: TEE_ERROR_ITEM_NOT_FOUND });
    yield* log('No such trusted application', 'debug', `D/TC: tee_ta_init_session: ${uuid} is not to be had`);
    return;
  }
  yield* writeMessage(arg, { session: yield* apart(register(uuid)), ret: TEE_SUCCESS });
}

function* register(uuid: string): Op<number> {
  let id = 1;
  while ((yield* read(SESSION(id))) !== null) id++;
  yield* write(SESSION(id), uuid);
  return id;
}

export function* invokeCommand(thread: Thread, arg: MessageRef): Op<void> {
  const { session } = yield* readMessage(arg);
  const uuid = (yield* read(SESSION(session))) ?? '';
  const ta = pseudoTaOf(uuid);
  const plain = uuid === USER_TA ? TEE_SUCCESS : TEE_ERROR_BAD_PARAMETERS;
  yield* writeMessage(arg, { ret: ta === null ? plain : yield* ta.invoke(thread, arg) });
}

export function* closeSession(thread: Thread, arg: MessageRef): Op<void> {
  yield* mutexLock(thread, TA_MUTEX);
  const { session } = yield* readMessage(arg);
  const isOpen = (yield* read(SESSION(session))) !== null;
  yield* write(SESSION(session), null);
  yield* writeMessage(arg, { ret: isOpen ? TEE_SUCCESS : TEE_ERROR_BAD_PARAMETERS });
  yield* mutexUnlock(thread, TA_MUTEX);
}
