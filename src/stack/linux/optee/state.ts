import type { FfaDevice } from '../arm-ffa/state.ts';
import type { Work } from '../kernel/workqueue.ts';

/** One parameter of a message (struct optee_msg_param). */
export type MsgParam =
  | { readonly type: 'none' }
  | { readonly type: 'value'; a: bigint; b: bigint; c: bigint }
  | { readonly type: 'memory'; handle: bigint | null; size: number };

/** The RPC message behind an argument: what OP-TEE asks Linux to do. */
export interface RpcArg {
  cmd: number;
  ret: bigint;
  params: MsgParam[];
}

/** A message in shared memory (struct optee_msg_arg) with the RPC message that lies behind it. */
export interface MsgArg {
  cmd: number;
  func: number;
  session: number;
  ret: bigint;
  params: MsgParam[];
  /** The UUID of the TA, for an OPEN_SESSION. */
  uuid: string | null;
  rpc: RpcArg | null;
}

/** Memory that Linux shares with OP-TEE (struct tee_shm). */
export interface TeeShm {
  /** The FF-A memory handle. */
  handle: bigint;
  readonly bytes: number;
  readonly what: string;
  /** Messages by their offset in bytes, where the memory is an argument page. */
  readonly messages: Map<number, MsgArg>;
  /** What OP-TEE or the supplicant wrote into it, in words. */
  content: readonly string[];
}

/** One page of argument slots (struct optee_shm_arg_entry). */
export interface ArgPage {
  readonly shm: TeeShm;
  readonly used: boolean[];
}

/** Somebody who may have to wait for an OP-TEE thread (struct optee_call_waiter). */
export interface CallWaiter {
  readonly task: string;
  completed: boolean;
}

/** `struct optee`, as far as it is pointers and lists. Numbers and flags are in the world (DRIVER). */
export interface Optee {
  readonly device: FfaDevice;
  readonly rpcParamCount: number;
  /** OPTEE_SHM_ARG_SHARED: OP-TEE takes an offset, so a page holds several slots. */
  argShared: boolean;
  readonly argPages: ArgPage[];
  readonly waiters: CallWaiter[];
  /** The rhashtable of memory handles. */
  readonly handles: Map<bigint, TeeShm>;
  /** Synchronous keys: the latch bitmap and who waits (struct optee_notif). */
  readonly latched: Set<number>;
  readonly keyWaiters: Map<number, { task: string; completed: boolean }>;
  notifWork: Work | null;
  /** Names of the client devices that enumeration registered. */
  readonly clientDevices: string[];
}

export function newOptee(device: FfaDevice, rpcParamCount: number): Optee {
  return {
    device,
    rpcParamCount,
    argShared: false,
    argPages: [],
    waiters: [],
    handles: new Map(),
    latched: new Set(),
    keyWaiters: new Map(),
    notifWork: null,
    clientDevices: [],
  };
}
