import { hex, s32 } from '../../../base/bits.ts';
import { type Op, read, update, within, write } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { hold, release } from '../../../sim/resource.ts';
import { EINVAL, ENODEV, ENOMEM } from '../errno.ts';
import { closeSession, invoke, openSession, succeeded } from './session.ts';
import { allocateShared, freeShared } from './shared-memory.ts';
import { CONTENT, type Optee, type TeeShm } from './state.ts';
import { addUser, dropUser } from './tee-device.ts';

// Devices that OP-TEE's trusted applications stand for (drivers/tee/optee/device.c; Linux 6.12.117).

const { step, pointer, allocate, act, log } = narrate('linux/optee/enumerate', 'optee-driver');

const PTA_DEVICE_ENUM = '7011a688-ddde-4053-a5a9-7b3c4ddf13b8';
const PTA_CMD_GET_DEVICES = 0;
const UUID_BYTES = 16;
const SUCCESS = 0n;
const SHORT_BUFFER = 0xffff0010n;
const STORAGE_NOT_AVAILABLE = 0xf0100003n;

/** optee_enumerate_devices(PTA_CMD_GET_DEVICES): 0, also when the pseudo TA is not there; or a negative errno. */
export function* enumerateDevices(optee: Optee): Op<number> {
  return yield* within('__optee_enumerate_devices', enumerate(optee));
}

function* enumerate(optee: Optee): Op<number> {
  const context = yield* pointer('A context for this search', 'tee_client_open_context', {}, function* () {
    yield* addUser('tee0');
    return 'ok';
  });
  if (context !== 'ok') return -ENODEV;

  const session = yield* openSession(optee, PTA_DEVICE_ENUM);
  // Neither an errno nor a refusal is an error here: then there is no such pseudo TA.
  let rc = 0;
  if (typeof session !== 'number' && succeeded(session)) {
    rc = yield* listDevices(optee, session.session);
    yield* closeSession(optee, session.session);
  }
  yield* act('The search is over', 'tee_client_close_context', {}, () => dropUser('tee0'));
  return rc;
}

function* listDevices(optee: Optee, session: number): Op<number> {
  const size = yield* within('get_devices', getDevices(optee, session, null, 0));
  if (size <= 0) return size;
  const shm = yield* allocateShared(optee, size, 'list of devices');
  if (typeof shm === 'number') {
    yield* log('There is no room for the list', 'error', 'optee: tee_shm_alloc_kernel_buf failed');
    return shm;
  }
  const rc = yield* registerAll(optee, session, shm, size);
  yield* freeShared(optee, shm);
  return rc;
}

function* registerAll(optee: Optee, session: number, shm: TeeShm, room: number): Op<number> {
  const size = yield* within('get_devices', getDevices(optee, session, shm, room));
  if (size < 0) return size;
  const content = yield* read(CONTENT(shm.handle));
  for (const uuid of content.slice(0, Math.floor(size / UUID_BYTES))) {
    const rc = yield* registerDevice(optee, uuid);
    if (rc !== 0) return rc;
  }
  return 0;
}

/** get_devices: the size of the list in bytes, or a negative errno. Without a buffer the answer SHORT_BUFFER is good. */
function* getDevices(optee: Optee, session: number, shm: TeeShm | null, size: number): Op<number> {
  const none = { type: 'none' } as const;
  const list = { type: 'memory', handle: shm?.handle ?? null, size } as const;
  const answer = yield* invoke(optee, session, PTA_CMD_GET_DEVICES, [{ ...list }, none, none, none]);
  const ret = typeof answer === 'number' ? 0n : answer.ret;
  if (typeof answer === 'number' || (ret !== SUCCESS && ret !== SHORT_BUFFER)) {
    if (ret === STORAGE_NOT_AVAILABLE) return -ENODEV;
    yield* log(
      'The list cannot be had',
      'error',
      `optee: PTA_CMD_GET_DEVICES invoke function err: ${hex(ret).slice(2)}`,
    );
    return -EINVAL;
  }
  const [first] = answer.params;
  return first?.type === 'memory' ? s32(BigInt(first.size)) : 0;
}

function* registerDevice(optee: Optee, uuid: string): Op<number> {
  return yield* step('A device for the trusted application', 'optee_register_device', { uuid }, function* () {
    const memory = yield* allocate('Room for the device', 'kzalloc', { what: 'struct tee_client_device' });
    if (memory === null) return -ENOMEM;
    const dev = `optee-ta-${uuid}`;
    const rc = yield* step('Drivers can bind to it', 'device_register', { dev });
    if (rc !== 0) {
      yield* log('It cannot be registered', 'error', `optee: device registration failed, err: ${rc}`);
      return rc;
    }
    yield* update(optee.clientDevices, (devices) => [...devices, dev]);
    yield* hold(dev, 'registered');
    return 0;
  });
}

/** optee_unregister_devices: every device on the TEE bus whose name begins with optee-ta. */
export function* unregisterDevices(optee: Optee): Op<void> {
  for (;;) {
    const [name, ...rest] = yield* read(optee.clientDevices);
    if (name === undefined) return;
    yield* write(optee.clientDevices, rest);
    yield* act('The device goes', 'device_unregister', { dev: name }, () => release(name));
  }
}
