import { forget, get, machine, type Op, set, under, within, write } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { BUFFERS, CORE, DRIVER, HELD_PREFIX, LOCK_PREFIX, QUEUE_PREFIX, SYNC_PREFIX } from '../../../trace/keys.ts';
import type { Machine } from '../../machine.ts';
import { REGISTERED } from '../arm-ffa/bus.ts';
import { exit, init } from '../arm-ffa/init.ts';
import { forgetArmFfa } from '../arm-ffa/state.ts';
import { MODULE_PREFIX, moduleOf, whileModule } from '../kernel/module.ts';
import { QUEUES } from '../kernel/workqueue.ts';
import { SAID } from '../optee/left-over.ts';
import { OPTEE_DRIVER, SHARED } from '../optee/state.ts';
import { FFA_MODULE } from './modules.ts';
import { opteeDevice, takeFromWhoHasIt } from './optee-module.ts';

// The FF-A core comes and goes: modprobe and rmmod of its module, and a new kernel.

const { step, act, log } = narrate('linux/user/ffa-module', 'user');

export function* boot(): Op<void> {
  if ((yield* get(CORE.state)) === 'ready') {
    yield* log('The FF-A core runs already', 'info', 'boot: the FF-A core is loaded; unload it first');
    return;
  }
  if ((yield* moduleOf(FFA_MODULE)).state !== null) {
    yield* log(
      'The FF-A core is not there yet, or not gone',
      'error',
      'boot: the FF-A core is being loaded or unloaded',
    );
    return;
  }
  yield* whileModule(
    FFA_MODULE,
    'coming',
    step('The FF-A core is loaded', 'ffa_init', {}, moduleInit, { to: 'arm_ffa' }),
  );
}

/** Since 7.2 the module only registers a platform device and its driver: it stays loaded when the firmware says no. */
function* moduleInit(): Op<number> {
  const { core } = yield* machine<Machine>();
  if (!core.isPlatformDriver) return yield* init();
  yield* within('platform_probe', platformProbe());
  return 0;
}

function* platformProbe(): Op<void> {
  yield* step('The platform device has its driver', 'ffa_probe', {}, init, { to: 'arm_ffa' });
}

/** What ffa_exit does, and since 7.2 the platform driver, whose device goes. */
function* moduleExit(): Op<void> {
  const { core } = yield* machine<Machine>();
  if (!core.isPlatformDriver) return yield* exit();
  yield* within('platform_remove', platformRemove());
}

function* platformRemove(): Op<void> {
  yield* act('The platform device goes', 'ffa_remove', {}, exit, { to: 'arm_ffa' });
}

/**
 * rmmod ffa-module. The device goes with it, so the bus takes it from its driver, whoever has /dev/tee0 open. `unbind`: it is
 * taken before the core goes, as by a careful person; else the core itself does it, after it has destroyed the bitmap, and the
 * driver stays registered (recorded: 7.3 j3).
 */
export function* unload(unbind: boolean): Op<void> {
  if ((yield* get(CORE.state)) !== 'ready') {
    yield* log('There is no FF-A core to unload', 'info', 'unload: the FF-A core is not loaded');
    return;
  }
  if ((yield* moduleOf(FFA_MODULE)).state !== null) {
    yield* log('Somebody unloads it already', 'error', 'unload: the FF-A core is being unloaded (-EBUSY)');
    return;
  }
  yield* whileModule(FFA_MODULE, 'going', unloadCore(unbind));
}

function* unloadCore(unbind: boolean): Op<void> {
  const device = yield* opteeDevice();
  if (unbind) {
    if (device !== null) yield* takeFromWhoHasIt(device);
    yield* write(REGISTERED, null);
  }
  yield* act('The FF-A core is unloaded', 'ffa_exit', {}, moduleExit, { to: 'arm_ffa' });
}

/**
 * kexec: a new kernel starts. Without a shutdown hook nobody says a word to the firmware before; with it the FF-A core does
 * what it does when it is unloaded, the bitmap before the drivers. What Linux knew is gone; what the secure world knows is
 * not: a bitmap with bound ids, "started", and without the hook the mapped buffers too.
 */
export function* kexec(): Op<void> {
  const { core } = yield* machine<Machine>();
  if (core.hasShutdown && (yield* get(CORE.state)) === 'ready')
    yield* act('Every device is shut down first', 'device_shutdown', {}, shutDown);
  yield* act('Everything that Linux knew is gone', 'machine_kexec', {}, function* () {
    yield* write(OPTEE_DRIVER, null);
    yield* forget(SHARED);
    yield* forget(QUEUES);
    yield* forget({ prefix: MODULE_PREFIX });
    yield* write(SAID, []);
    yield* write(REGISTERED, null);
    yield* forgetArmFfa();
    for (const prefix of LINUX_CELLS) for (const [key] of yield* under(prefix)) yield* set(key, undefined);
  });
  yield* step('The new kernel loads its FF-A core', 'ffa_init', {}, moduleInit, { to: 'arm_ffa' });
}

/** platform_shutdown: `.shutdown` is the same function as `.remove`. */
function* shutDown(): Op<void> {
  yield* within('platform_shutdown', platformShutdown());
}

function* platformShutdown(): Op<void> {
  yield* act('The FF-A core has a shutdown hook', 'ffa_remove', {}, exit, { to: 'arm_ffa' });
}

const LINUX_CELLS = [BUFFERS.prefix, CORE.prefix, DRIVER.prefix, HELD_PREFIX, LOCK_PREFIX, QUEUE_PREFIX, SYNC_PREFIX];
