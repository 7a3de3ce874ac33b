import { machine, type Op } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import type { MsgArg } from '../../linux/optee/state.ts';
import type { Machine } from '../../machine.ts';
import { TEE_ERROR_BAD_PARAMETERS, TEE_ERROR_ITEM_NOT_FOUND, TEE_SUCCESS } from '../codes.ts';
import type { Thread } from '../state.ts';
import { pseudoTaOf } from './pseudo-ta.ts';

// Sessions in OP-TEE (core/kernel/tee_ta_manager.c, pseudo_ta.c; OP-TEE d5001fe0).

const { log, step } = narrate('optee/tee/session', 'optee');

/** OPEN_SESSION: the first two parameters carry the UUID and the client. Session ids begin at 1 (recorded). */
export function* openSession(thread: Thread, arg: MsgArg): Op<void> {
  const { secure } = yield* machine<Machine>();
  const uuid = arg.uuid ?? '';
  const ta = pseudoTaOf(uuid);
  if (ta === null) {
    arg.ret = TEE_ERROR_ITEM_NOT_FOUND;
    yield* log(
      'No such trusted application',
      'debug',
      `D/TC: tee_ta_init_session: ${uuid} is not a pseudo TA, and none is loaded`,
    );
    return;
  }
  yield* step('A pseudo TA is opened', 'tee_ta_init_pseudo_ta_session', { name: ta.name, thread: thread.index });
  let id = 1;
  while (secure.sessions.has(id)) id++;
  secure.sessions.set(id, uuid);
  arg.session = id;
  arg.ret = TEE_SUCCESS;
}

export function* invokeCommand(thread: Thread, arg: MsgArg): Op<void> {
  const { secure, memory } = yield* machine<Machine>();
  const ta = pseudoTaOf(secure.sessions.get(arg.session) ?? '');
  if (ta === null) {
    arg.ret = TEE_ERROR_BAD_PARAMETERS;
    return;
  }
  arg.ret = yield* ta.invoke(thread, arg, memory);
}

export function* closeSession(arg: MsgArg): Op<void> {
  const { secure } = yield* machine<Machine>();
  arg.ret = secure.sessions.delete(arg.session) ? TEE_SUCCESS : TEE_ERROR_BAD_PARAMETERS;
}
