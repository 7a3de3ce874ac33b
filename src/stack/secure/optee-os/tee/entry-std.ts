import { commandName, MSG_CMD } from '../../../../abi/message.ts';
import { hex } from '../../../../base/bits.ts';
import { machine, type Op, within } from '../../../../sim/effects.ts';
import { narrate } from '../../../../sim/narrate.ts';
import type { MsgArg } from '../../../linux/optee/state.ts';
import type { Machine } from '../../../machine.ts';
import { TEE_ERROR_BAD_PARAMETERS, TEE_SUCCESS } from '../../optee-spmc/codes.ts';
import { getMobj, putMobj } from '../../optee-spmc/memory.ts';
import type { Thread } from '../state.ts';
import { deliverBottomHalf, deliverStopped } from './notif.ts';
import { closeSession, invokeCommand, openSession } from './session.ts';

// Messages that OP-TEE processes on a thread (thread_spmc.c, yielding_call_with_arg; core/tee/entry_std.c; d5001fe0).

const { log, act } = narrate('secure/optee-os/tee/entry-std', 'optee');

/** What goes into w3: TEE_SUCCESS when the message was processed, whatever its own result is. */
export function* yieldingCallWithArg(thread: Thread, handle: bigint, offset: number): Op<bigint> {
  const { memory } = yield* machine<Machine>();
  const mobj = yield* getMobj(handle);
  if (mobj === null) {
    yield* log(
      'OP-TEE does not know this memory',
      'error',
      `E/TC: yielding_call_with_arg: Can't find cookie ${hex(handle)}`,
    );
    return TEE_ERROR_BAD_PARAMETERS;
  }
  const arg = memory.get(handle)?.messages.get(offset);
  thread.arg = arg ?? null;
  if (arg !== undefined) yield* within('tee_entry_std', entryStd(thread, arg));
  thread.arg = null;
  yield* putMobj(handle, mobj);
  return arg === undefined ? TEE_ERROR_BAD_PARAMETERS : TEE_SUCCESS;
}

function* entryStd(thread: Thread, arg: MsgArg): Op<void> {
  const args = { cmd: commandName(arg.cmd) };
  yield* act('OP-TEE reads the message', '__tee_entry_std', args, () => dispatch(thread, arg), {
    result: () => ({ ret: hex(arg.ret) }),
  });
}

function* dispatch(thread: Thread, arg: MsgArg): Op<void> {
  switch (arg.cmd) {
    case MSG_CMD.OPEN_SESSION:
      yield* openSession(thread, arg);
      return;
    case MSG_CMD.INVOKE_COMMAND:
      yield* invokeCommand(thread, arg);
      return;
    case MSG_CMD.CLOSE_SESSION:
      yield* closeSession(thread, arg);
      return;
    case MSG_CMD.DO_BOTTOM_HALF:
      yield* deliverBottomHalf(thread);
      arg.ret = TEE_SUCCESS;
      return;
    case MSG_CMD.STOP_ASYNC_NOTIF:
      yield* deliverStopped(thread);
      arg.ret = TEE_SUCCESS;
      return;
    default:
      yield* log('No such command', 'error', `E/TC: __tee_entry_std: Unknown cmd ${hex(BigInt(arg.cmd))}`);
      arg.ret = 0xffff_0009n;
  }
}
