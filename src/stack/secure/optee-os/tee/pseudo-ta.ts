import { type Op, read, write } from '../../../../sim/effects.ts';
import { narrate } from '../../../../sim/narrate.ts';
import { CONTENT, type MessageRef, readMessage, SHARED, writeMessage } from '../../../linux/optee/state.ts';
import { TEE_ERROR_BAD_PARAMETERS, TEE_ERROR_GENERIC, TEE_ERROR_SHORT_BUFFER, TEE_SUCCESS } from '../codes.ts';
import type { Thread } from '../state.ts';
import { notificationSend, notificationWait } from './rpc.ts';

// Trusted applications that are linked into OP-TEE (core/pta/*; OP-TEE d5001fe0).

const { step } = narrate('secure/optee-os/tee/pseudo-ta', 'optee');

export interface PseudoTa {
  readonly name: string;
  readonly invoke: (thread: Thread, arg: MessageRef) => Op<bigint>;
}

/** The applications that device.pta lists. How many a build has is its own affair; one is enough to be recorded alike. */
const DEVICES = ['f04a0fe7-1f5d-4b9b-abf7-619b85b4ce8c'];
const UUID_BYTES = 16;

/** Stands for any code in OP-TEE that waits for a key or sends one; no build has it under this name. */
export const NOTIFICATION_TA = '00000000-0000-0000-0000-000000000001';
export const WAIT_FUNC = 0;
export const SEND_FUNC = 1;

const PSEUDO_TAS = new Map<string, PseudoTa>([
  ['7011a688-ddde-4053-a5a9-7b3c4ddf13b8', { name: 'device.pta', invoke: listDevices }],
  ['d96a5b40-e2c7-b1af-8794-1002a5d5c61b', { name: 'stats.ta', invoke: answer }],
  [NOTIFICATION_TA, { name: 'a TA that waits or sends', invoke: notification }],
]);

/** The pseudo TA that the scenario's `session` opens: stats.ta, which asks nothing of the normal world. */
export const SESSION_TA = 'd96a5b40-e2c7-b1af-8794-1002a5d5c61b';

export const pseudoTaOf = (uuid: string): PseudoTa | null => PSEUDO_TAS.get(uuid) ?? null;

/** device.pta: the list of UUIDs, or SHORT_BUFFER with the size that it needs (core/pta/device.c; recorded). */
function* listDevices(_thread: Thread, arg: MessageRef): Op<bigint> {
  const { params } = yield* readMessage(arg);
  const [list] = params;
  if (list?.type !== 'memory') return TEE_ERROR_BAD_PARAMETERS;
  const needed = DEVICES.length * UUID_BYTES;
  const room = list.size;
  const rc = yield* step('The list of applications that are devices', 'get_devices', { room, needed });
  if (rc !== 0) return TEE_ERROR_GENERIC;
  yield* writeMessage(arg, { params: [{ ...list, size: needed }, ...params.slice(1)] });
  const shm = list.handle === null ? null : yield* read(SHARED(list.handle));
  if (room < needed || shm === null) return TEE_ERROR_SHORT_BUFFER;
  yield* write(CONTENT(shm.handle), DEVICES);
  return TEE_SUCCESS;
}

function* answer(_thread: Thread, arg: MessageRef): Op<bigint> {
  yield* step('The pseudo TA answers', 'invoke_command', { func: (yield* readMessage(arg)).func });
  return TEE_SUCCESS;
}

/** Waits for the key in the first parameter, or sends it: the thread does it in the normal world, by an RPC. */
function* notification(thread: Thread, arg: MessageRef): Op<bigint> {
  const { params, func } = yield* readMessage(arg);
  const [key] = params;
  if (key?.type !== 'value') return TEE_ERROR_BAD_PARAMETERS;
  const value = Number(key.a);
  if (func === SEND_FUNC) {
    yield* step('A waiter has to be woken', 'notif_send_sync', { value });
    return yield* notificationSend(thread, value);
  }
  yield* step('This thread has to wait', 'notif_wait_timeout', { value, timeout_ms: Number(key.b) });
  return yield* notificationWait(thread, value, Number(key.b));
}
