import { get, getInt, type Op, set, wait } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { hold, holdAs, release } from '../../../sim/resource.ts';
import { heldKey, usersKey } from '../../../trace/keys.ts';

// The TEE subsystem's devices (drivers/tee/tee_core.c; Linux 6.12.117). A device counts its users: its maker, every open
// context, every piece of shared memory. Unregistering it waits until nobody is left.

const { pointer, step, act } = narrate('linux/optee/tee-device', 'optee-driver');

export type TeeDevice = 'tee0' | 'teepriv0';
const DESC: Record<TeeDevice, string> = { tee0: 'optee-ffa-clnt', teepriv0: 'optee-ffa-supp' };

/** tee_device_alloc: `ok` or a negative errno. */
export function* teeDeviceAlloc(device: TeeDevice): Op<number | 'ok'> {
  return yield* pointer('A TEE device, not yet visible', 'tee_device_alloc', { desc: DESC[device] }, function* () {
    yield* set(usersKey(device), 1);
    yield* hold(device, 'allocated');
    return 'ok';
  });
}

/** tee_device_register: from here on user space can open /dev/tee0 or /dev/teepriv0. */
export function* teeDeviceRegister(device: TeeDevice): Op<number> {
  return yield* step('User space can open it now', 'tee_device_register', { dev: device }, function* () {
    yield* holdAs(device, 'registered');
    return 0;
  });
}

/** What a heap allocates from (struct optee_protmem_dyn_pool), as a thing that is held. */
export const PROTECTED_POOL = 'struct optee_protmem_dyn_pool';
export const HEAP = 'dma heap';

/**
 * tee_device_register_dma_heap (drivers/tee/tee_heap.c; since 6.18): 0 or a negative errno, and then the pool is the caller's
 * still. The heap is a user of the device.
 */
export function* registerHeap(device: TeeDevice, id: number): Op<number> {
  return yield* step('Others can allocate from it', 'tee_device_register_dma_heap', { dev: device, id }, function* () {
    yield* addUser(device);
    yield* hold(HEAP, device);
    return 0;
  });
}

/** The pool's destroy_pool: what it knows of partitions (mem_attrs) is forgotten, not freed (recorded: 69 golden cases). */
export function* destroyPool(): Op<void> {
  yield* release(PROTECTED_POOL);
}

/** tee_device_put_all_dma_heaps: nobody can allocate from now on; with the last buffer the heap stops using the device. */
function* putHeaps(device: TeeDevice): Op<void> {
  if ((yield* get(heldKey(HEAP))) !== device) return;
  yield* release(HEAP);
  yield* destroyPool();
  yield* dropUser(device);
}

/** tee_device_unregister: waits for the last user, however long that takes. */
export function* teeDeviceUnregister(device: TeeDevice): Op<void> {
  yield* act('The TEE device goes when nobody uses it', 'tee_device_unregister', { dev: device }, function* () {
    yield* putHeaps(device);
    yield* dropUser(device);
    const users = usersKey(device);
    yield* wait(`tee_device_unregister(${device}): the device still has users`, (now) => (now.get(users) ?? 0) === 0);
    yield* set(usersKey(device), undefined);
    yield* release(device);
  });
}

/** teedev_open: a context of the driver's own. */
export function* teedevOpen(device: TeeDevice): Op<number | 'ok'> {
  return yield* pointer('A context for calls of the driver itself', 'teedev_open', { dev: device }, function* () {
    yield* addUser(device);
    yield* hold('tee context');
    return 'ok';
  });
}

export function* teedevCloseContext(device: TeeDevice): Op<void> {
  yield* act("The driver's own context goes", 'teedev_close_context', { dev: device }, function* () {
    yield* dropUser(device);
    yield* release('tee context');
  });
}

export function* addUser(device: TeeDevice): Op<void> {
  yield* set(usersKey(device), (yield* getInt(usersKey(device))) + 1);
}

export function* dropUser(device: TeeDevice): Op<void> {
  yield* set(usersKey(device), (yield* getInt(usersKey(device))) - 1);
}
