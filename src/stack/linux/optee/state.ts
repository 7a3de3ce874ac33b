import { fresh, type Op, read, update } from '../../../sim/effects.ts';
import { type Ref, ref, refs } from '../../../sim/memory.ts';
import type { FfaDevice } from '../arm-ffa/state.ts';
import type { Work } from '../kernel/workqueue.ts';

/** One parameter of a message (struct optee_msg_param). */
export type MsgParam =
  | { readonly type: 'none' }
  | { readonly type: 'value'; readonly a: bigint; readonly b: bigint; readonly c: bigint }
  | { readonly type: 'memory'; readonly handle: bigint | null; readonly size: number };

/** The RPC message behind an argument: what OP-TEE asks Linux to do. */
export interface RpcArg {
  readonly cmd: number;
  readonly ret: bigint;
  readonly params: readonly MsgParam[];
}

/** A message in shared memory (struct optee_msg_arg) with the RPC message that lies behind it. */
export interface MsgArg {
  readonly cmd: number;
  readonly func: number;
  readonly session: number;
  readonly ret: bigint;
  readonly params: readonly MsgParam[];
  /** The UUID of the TA, for an OPEN_SESSION. */
  readonly uuid: string | null;
  readonly rpc: RpcArg | null;
}

/** Memory that Linux shares with OP-TEE (struct tee_shm). */
export interface TeeShm {
  /** The FF-A memory handle. */
  readonly handle: bigint;
  readonly bytes: number;
  readonly what: string;
}

/** What both worlds can read: shared memory by its handle. */
export const SHARED = refs<TeeShm | null>('shared', null);
/** What OP-TEE or the supplicant wrote into it, in words; by its handle. */
export const CONTENT = refs<readonly string[]>('content', []);
/** Who is lent protected memory, as OP-TEE has said: `8001 2`, an id and what it may do (mem_attrs of the pool). */
export const PROTECTED_FOR = ref<readonly string[]>('optee.mem_attrs', []);
/** The messages in it, by its handle and their offset in bytes. */
export const MESSAGE = refs<MsgArg | null>('message', null);
export const messagesIn = (handle: bigint) => ({ prefix: `${MESSAGE(handle).key}.` });

/** Where a message lies. */
export type MessageRef = Ref<MsgArg | null>;

const NOTHING: MsgArg = { cmd: 0, func: 0, session: 0, ret: 0n, params: [], uuid: null, rpc: null };

/** The message that lies there; zeros where the memory was given to something else. */
export function* readMessage(at: MessageRef): Op<MsgArg> {
  return (yield* read(at)) ?? NOTHING;
}

/** Writes some fields of a message. */
export function* writeMessage(at: MessageRef, fields: Partial<MsgArg>): Op<void> {
  yield* update(at, (message) => ({ ...(message ?? NOTHING), ...fields }));
}

/** One page of argument slots (struct optee_shm_arg_entry). */
export interface ArgPage {
  readonly shm: TeeShm;
  readonly used: Ref<readonly boolean[]>;
}

/** Somebody who may have to wait for an OP-TEE thread (struct optee_call_waiter). */
export interface CallWaiter {
  readonly id: string;
  readonly completed: boolean;
}

/** Somebody who waits for a synchronous key (struct notif_entry). */
export interface KeyWaiter {
  readonly key: number;
  readonly completed: Ref<boolean>;
}

/** How long a driver goes on with what does not come through. */
export interface Patience {
  /** How often UNREGISTER_SHM, MEM_RECLAIM and STOP_ASYNC_NOTIF are sent. */
  readonly tries: number;
  /** How often it waits for a thread of OP-TEE when nobody makes one free; null: for ever. */
  readonly waits: number | null;
}

/** That of every kernel. */
export const ONCE: Patience = { tries: 1, waits: null };

/** `struct optee`, as far as it is pointers and lists. Numbers and flags are in the world (DRIVER). */
export interface Optee {
  /** Unlike that of any other probe. */
  readonly id: string;
  readonly device: FfaDevice;
  readonly rpcParamCount: number;
  readonly patience: Patience;
  /** OPTEE_SHM_ARG_SHARED: OP-TEE takes an offset, so a page holds several slots. */
  readonly argShared: boolean;
  readonly argPages: Ref<readonly ArgPage[]>;
  /** Who calls OP-TEE, first come first. */
  readonly waiters: Ref<readonly CallWaiter[]>;
  /** The rhashtable of memory handles. */
  readonly handles: Ref<readonly TeeShm[]>;
  /** Synchronous keys: the latch bitmap and who waits (struct optee_notif). */
  readonly latched: Ref<readonly number[]>;
  readonly keyWaiters: Ref<readonly KeyWaiter[]>;
  readonly notifWork: Ref<Work | null>;
  /** Names of the client devices that enumeration registered. */
  readonly clientDevices: Ref<readonly string[]>;
}

/** The driver's `struct optee`; null while no device is bound. */
export const OPTEE_DRIVER = ref<Optee | null>('optee', null);

export function* newOptee(
  device: FfaDevice,
  rpcParamCount: number,
  argShared: boolean,
  patience: Patience = ONCE,
): Op<Optee> {
  const id = yield* fresh();
  const of = <T>(field: string, initial: T): Ref<T> => ref(`optee ${id} ${field}`, initial);
  return {
    id,
    device,
    rpcParamCount,
    argShared,
    patience,
    argPages: of('arg_pages', []),
    waiters: of('waiters', []),
    handles: of('handles', []),
    latched: of('latched', []),
    keyWaiters: of('key_waiters', []),
    notifWork: of('notif_work', null),
    clientDevices: of('client_devices', []),
  };
}
