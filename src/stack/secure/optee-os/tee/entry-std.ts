import { commandName, MSG_CMD } from '../../../../abi/message.ts';
import { hex } from '../../../../base/bits.ts';
import { leaves, type Op, read, within } from '../../../../sim/effects.ts';
import { narrate } from '../../../../sim/narrate.ts';
import { MESSAGE, type MessageRef, readMessage, SHARED, writeMessage } from '../../../linux/optee/state.ts';
import { TEE_ERROR_BAD_PARAMETERS, TEE_SUCCESS } from '../codes.ts';
import { getMobj, putMobj } from '../mobj.ts';
import type { Thread } from '../state.ts';
import { deliverBottomHalf, deliverStopped } from './notif.ts';
import { assignProtmem, getProtmemConfig } from './protected-memory.ts';
import { closeSession, invokeCommand, openSession } from './session.ts';

// Messages that OP-TEE processes on a thread (thread_spmc.c, yielding_call_with_arg; core/tee/entry_std.c; d5001fe0).

const { log, act } = narrate('secure/optee-os/tee/entry-std', 'optee');

/** What goes into w3: TEE_SUCCESS when the message was processed, whatever its own result is. */
export function* yieldingCallWithArg(index: number, handle: bigint, offset: number): Op<bigint> {
  if (!(yield* getMobj(handle))) {
    yield* log(
      'OP-TEE does not know this memory',
      'error',
      `E/TC: yielding_call_with_arg: Can't find cookie ${hex(handle)}`,
    );
    return TEE_ERROR_BAD_PARAMETERS;
  }
  const arg = MESSAGE(handle, offset);
  const there = (yield* read(SHARED(handle))) !== null && (yield* read(arg)) !== null;
  if (there) yield* within('tee_entry_std', entryStd({ index, arg }, arg));
  yield* putMobj(handle);
  return there ? TEE_SUCCESS : TEE_ERROR_BAD_PARAMETERS;
}

function* entryStd(thread: Thread, arg: MessageRef): Op<void> {
  const { cmd } = yield* readMessage(arg);
  let ret = 0n;
  yield* act(
    'OP-TEE reads the message',
    '__tee_entry_std',
    { cmd: commandName(cmd) },
    function* () {
      yield* dispatch(thread, arg, cmd);
      ret = yield* leaves((yield* readMessage(arg)).ret);
    },
    { result: () => ({ ret: hex(ret) }) },
  );
}

function* dispatch(thread: Thread, arg: MessageRef, cmd: number): Op<void> {
  switch (cmd) {
    case MSG_CMD.OPEN_SESSION:
      yield* withParameters(arg, () => openSession(thread, arg));
      return;
    case MSG_CMD.INVOKE_COMMAND:
      yield* withParameters(arg, () => invokeCommand(thread, arg));
      return;
    case MSG_CMD.CLOSE_SESSION:
      yield* closeSession(thread, arg);
      return;
    case MSG_CMD.DO_BOTTOM_HALF:
      yield* deliverBottomHalf(thread);
      yield* writeMessage(arg, { ret: TEE_SUCCESS });
      return;
    case MSG_CMD.STOP_ASYNC_NOTIF:
      yield* deliverStopped(thread);
      yield* writeMessage(arg, { ret: TEE_SUCCESS });
      return;
    case MSG_CMD.GET_PROTMEM_CONFIG:
      yield* withParameters(arg, () => getProtmemConfig(arg));
      return;
    case MSG_CMD.ASSIGN_PROTMEM:
      yield* assignProtmem(arg);
      return;
    default:
      yield* log('No such command', 'error', `E/TC: __tee_entry_std: Unknown cmd ${hex(BigInt(cmd))}`);
      yield* writeMessage(arg, { ret: 0xffff_0009n });
  }
}

/**
 * copy_in_params, cleanup_shm_refs: memory that a parameter names is in use while the call runs, and registered from then on,
 * so that FFA_MEM_RECLAIM is refused until UNREGISTER_SHM. A handle that is not known is a bad parameter.
 */
function* withParameters(arg: MessageRef, body: () => Op<void>): Op<void> {
  const { params } = yield* readMessage(arg);
  const held: bigint[] = [];
  let missing = false;
  for (const p of params) {
    if (p.type !== 'memory' || p.handle === null) continue;
    if (yield* getMobj(p.handle)) held.push(p.handle);
    else missing = true;
  }
  if (missing) yield* writeMessage(arg, { ret: TEE_ERROR_BAD_PARAMETERS });
  else yield* body();
  for (const handle of held) yield* putMobj(handle);
}
