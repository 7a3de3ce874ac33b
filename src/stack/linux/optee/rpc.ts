import { RPC, rpcName } from '../../../abi/message.ts';
import { teeResultName } from '../../../abi/tee-result.ts';
import { hex } from '../../../base/bits.ts';
import { leaves, type Op, read, sleep } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { ETIMEDOUT } from '../errno.ts';
import type { Slot } from './arg-cache.ts';
import { notifSend, notifWait } from './notif.ts';
import { allocateShared, freeShared } from './shared-memory.ts';
import { type Optee, type RpcArg, readMessage, writeMessage } from './state.ts';
import { allocateInSupplicant, askSupplicant, freeInSupplicant } from './supplicant.ts';

// What OP-TEE asks Linux to do (drivers/tee/optee/ffa_abi.c and rpc.c; Linux 6.12.117).

const { act, log } = narrate('linux/optee/rpc', 'optee-driver');

const SUCCESS = 0n;
const BAD_PARAMETERS = 0xffff0006n;
const OUT_OF_MEMORY = 0xffff000cn;
const TIMEOUT = 0xffff3001n;
const APPLICATION = 0n;
const KERNEL = 1n;
const WAIT = 0n;
const SEND = 1n;

/** What comes of a command: OP-TEE's result, and the parameters where they change. */
type Answer = Pick<RpcArg, 'ret'> & Partial<Pick<RpcArg, 'params'>>;

const BAD: Answer = { ret: BAD_PARAMETERS };

/** handle_ffa_rpc_func_cmd: runs the command in the slot's RPC message and leaves its result there. */
export function* handleRpc(optee: Optee, slot: Slot): Op<void> {
  const { rpc } = yield* readMessage(slot.arg);
  if (rpc === null) {
    yield* log('The message is empty', 'warn', 'optee: no RPC message behind the argument');
    return;
  }
  let answer = BAD;
  yield* act(
    'OP-TEE asks for something',
    'handle_ffa_rpc_func_cmd',
    { cmd: rpcName(rpc.cmd) },
    function* () {
      answer = yield* leaves(yield* command(optee, rpc));
      yield* writeMessage(slot.arg, { rpc: { ...rpc, ...answer } });
    },
    { result: () => ({ ret: teeResultName(answer.ret) }) },
  );
}

function* command(optee: Optee, rpc: RpcArg): Op<Answer> {
  switch (rpc.cmd) {
    case RPC.SHM_ALLOC:
      return yield* allocateMemory(optee, rpc);
    case RPC.SHM_FREE:
      return { ret: yield* freeMemory(optee, rpc) };
    case RPC.GET_TIME:
      return { ret: SUCCESS, params: [{ type: 'value', a: 0n, b: 0n, c: 0n }] };
    case RPC.SUSPEND:
      return { ret: yield* suspend(rpc) };
    case RPC.NOTIFICATION:
      return { ret: yield* notification(optee, rpc) };
    default:
      return yield* askSupplicant(rpc);
  }
}

/** handle_ffa_rpc_func_cmd_shm_alloc */
function* allocateMemory(optee: Optee, rpc: RpcArg): Op<Answer> {
  const param = rpc.params[0];
  if (rpc.params.length !== 1 || param?.type !== 'value') return BAD;
  const size = Number(param.b);
  if (param.a !== APPLICATION && param.a !== KERNEL) return BAD;
  const shm =
    param.a === APPLICATION
      ? yield* allocateInSupplicant(optee, size)
      : yield* allocateShared(optee, size, 'memory that OP-TEE asked for');
  if (typeof shm === 'number') return { ret: OUT_OF_MEMORY };
  return { ret: SUCCESS, params: [{ type: 'memory', handle: shm.handle, size: shm.bytes }] };
}

/** handle_ffa_rpc_func_cmd_shm_free */
function* freeMemory(optee: Optee, rpc: RpcArg): Op<bigint> {
  const param = rpc.params[0];
  if (rpc.params.length !== 1 || param?.type !== 'value') return BAD_PARAMETERS;
  const shm = (yield* read(optee.handles)).find((known) => known.handle === param.b);
  if (shm === undefined || (param.a !== APPLICATION && param.a !== KERNEL)) return BAD_PARAMETERS;
  if (param.a === APPLICATION) yield* freeInSupplicant(optee, shm);
  else yield* freeShared(optee, shm);
  return SUCCESS;
}

/** handle_rpc_func_cmd_wq: any failure but a time-out is BAD_PARAMETERS to OP-TEE. */
function* notification(optee: Optee, rpc: RpcArg): Op<bigint> {
  const param = rpc.params[0];
  if (param?.type !== 'value') return BAD_PARAMETERS;
  const key = Number(param.b);
  if (param.a !== WAIT && param.a !== SEND) return BAD_PARAMETERS;
  const rc = param.a === WAIT ? yield* notifWait(optee, key, Number(param.c)) : yield* notifSend(optee, key);
  if (rc === 0) return SUCCESS;
  return rc === -ETIMEDOUT ? TIMEOUT : BAD_PARAMETERS;
}

/** handle_rpc_func_cmd_wait: msleep. */
function* suspend(rpc: RpcArg): Op<bigint> {
  const param = rpc.params[0];
  if (param?.type !== 'value') return BAD_PARAMETERS;
  yield* act('OP-TEE wants time to pass', 'msleep', { ms: hex(param.a) }, () => sleep(Number(param.a) * 1_000_000));
  return SUCCESS;
}
