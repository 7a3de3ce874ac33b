import type { MsgParam } from './state.ts';

/** The RPC message behind an argument: what OP-TEE asks Linux to do. */
export interface RpcArg {
  cmd: number;
  ret: bigint;
  params: MsgParam[];
}
