import { RPC } from '../../../../abi/message.ts';
import { apart, leaveFiber, type Op } from '../../../../sim/effects.ts';
import { type MsgParam, readMessage, writeMessage } from '../../../linux/optee/state.ts';
import { TEE_ERROR_GENERIC } from '../codes.ts';
import type { Thread } from '../state.ts';

// What an OP-TEE thread asks of the normal world (thread_spmc.c, thread_rpc_cmd; core/kernel/notif_default.c).

const WAIT = 0n;
const SEND = 1n;

/** Leaves the secure world with a request, and goes on with its result when Linux resumes the thread. */
export const rpc = (thread: Thread, cmd: number, params: readonly MsgParam[]): Op<Answer> =>
  apart(ask(thread, cmd, params));

interface Answer {
  readonly ret: bigint;
  readonly params: readonly MsgParam[];
}

function* ask(thread: Thread, cmd: number, params: readonly MsgParam[]): Op<Answer> {
  const arg = thread.arg;
  if (arg === null) return { ret: TEE_ERROR_GENERIC, params };
  const request = { cmd, ret: TEE_ERROR_GENERIC, params };
  yield* writeMessage(arg, { rpc: request });
  yield* leaveFiber();
  return (yield* readMessage(arg)).rpc ?? request;
}

/** notif_wait_timeout: `timeout` in the field c, milliseconds by the ABI; 0 waits for ever. */
export function* notificationWait(thread: Thread, key: number, timeout: number): Op<bigint> {
  const { ret } = yield* rpc(thread, RPC.NOTIFICATION, [
    { type: 'value', a: WAIT, b: BigInt(key), c: BigInt(timeout) },
  ]);
  return ret;
}

/** notif_send_sync */
export function* notificationSend(thread: Thread, key: number): Op<bigint> {
  const { ret } = yield* rpc(thread, RPC.NOTIFICATION, [{ type: 'value', a: SEND, b: BigInt(key), c: 0n }]);
  return ret;
}
