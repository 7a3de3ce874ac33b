import {
  FFA_FEATURES,
  FFA_NOTIFICATION_BITMAP_CREATE,
  FFA_NOTIFICATION_BITMAP_DESTROY,
} from '../../../abi/ffa-call.ts';
import { s32 } from '../../../base/bits.ts';
import { forget, get, getFlag, getInt, machine, type Op, read, set, within, write } from '../../../sim/effects.ts';
import { ref } from '../../../sim/memory.ts';
import { narrate } from '../../../sim/narrate.ts';
import { CORE, heldKey } from '../../../trace/keys.ts';
import type { Machine } from '../../machine.ts';
import { EINVAL, ENODATA, ENXIO, EOPNOTSUPP } from '../errno.ts';
import { createWorkqueue, destroyWorkqueue } from '../kernel/workqueue.ts';
import { conduit } from './conduit.ts';
import { errnoOf } from './reply.ts';
import { DRV_INFO } from './state.ts';

// Notifications of the FF-A core: the bitmap, the interrupts, the workqueue (driver.c, ffa_notifications_setup; Linux
// 6.12.117). Nothing here can fail the driver: at worst notifications are off.

const SRC = 'linux/arm-ffa/notification-setup';
const { step, allocate, act, change, log } = narrate(SRC, 'arm_ffa');
const smc = conduit(SRC);

/** Feature ids of FFA_FEATURES. */
const NPI = 1;
const SRI = 2;
const WORKQUEUE = 'ffa_pcpu_irq_notification';

export function* setUpNotifications(): Op<void> {
  yield* within('ffa_notifications_setup', setUp());
}

export function* cleanUpNotifications(): Op<void> {
  yield* within('ffa_notifications_cleanup', cleanUp());
}

function* setUp(): Op<void> {
  const { core, config } = yield* machine<Machine>();
  const vm = yield* read(DRV_INFO.vmId);
  const create = FFA_NOTIFICATION_BITMAP_CREATE;
  const feature = yield* within(
    'ffa_features',
    smc('Are there notifications?', FFA_FEATURES.encode({ feature: create.id32, properties: 0 })),
  );
  let rc = (yield* errnoOf(feature)) ?? 0;
  if (rc === 0) {
    const call = create.encode({ vm, vcpus: config.cpus });
    const made = yield* within('ffa_notification_bitmap_create', smc('Keep a bitmap for me', call));
    rc = (yield* errnoOf(made)) ?? 0;
    if (rc < 0) {
      yield* log(
        'Without a bitmap there are no notifications',
        'error',
        `ARM FF-A: Notification bitmap create error ${rc}`,
      );
      return;
    }
    yield* set(CORE.bitmapCreated, true);
  }

  rc = yield* within('ffa_irq_map', mapInterrupt(SRI));
  if (rc > 0) yield* set(CORE.sriIrq, rc);
  // The 6.7 cycle knew the SRI only.
  if (core.knowsNpi) {
    rc = yield* within('ffa_irq_map', mapInterrupt(NPI));
    if (rc > 0) yield* set(CORE.npiIrq, rc);
  }
  const sri = yield* getInt(CORE.sriIrq);
  const npi = yield* getInt(CORE.npiIrq);
  if (sri !== 0 || npi !== 0) rc = yield* within('ffa_init_pcpu_irq', requestInterrupts(sri, npi));
  if ((sri === 0 && npi === 0) || rc !== 0) {
    yield* log('No interrupt, no notifications', 'info', `ARM FF-A: Notification setup failed ${rc}, not enabled`);
    yield* cleanUpNotifications();
    return;
  }
  yield* forget(DRV_INFO.hash);
  yield* change('Drivers may ask for notifications', CORE.notifEnabled, true);
}

/** ffa_irq_map: Linux's number of the interrupt, or a negative errno. A device tree needs a GICv3 node, and silently so. */
function* mapInterrupt(id: number): Op<number> {
  const { config } = yield* machine<Machine>();
  const asks = FFA_FEATURES.encode({ feature: id, properties: 0 });
  const reply =
    id === SRI
      ? yield* within('ffa_features', smc('Which interrupt asks Linux to schedule a receiver?', asks))
      : yield* within('ffa_features', smc('Which interrupt says that a notification is pending?', asks));
  const rc = (yield* errnoOf(reply)) ?? 0;
  if (rc < 0) {
    const name = id === SRI ? 'Schedule Receiver Interrupt' : 'Notification Pending Interrupt';
    if (rc !== -EOPNOTSUPP)
      yield* log('The answer is an error', 'error', `ARM FF-A: Failed to retrieve FF-A ${name} ${id}`);
    return rc;
  }
  if (config.gic === 2) return -ENXIO;
  const intid = s32(reply[2] ?? 0n);
  const irq = yield* step('Make an interrupt of it', 'irq_create_of_mapping', { intid }, () => mapped(intid, id));
  if (irq <= 0) {
    yield* log('There is no such interrupt', 'error', 'ARM FF-A: Failed to create IRQ mapping!');
    return -ENODATA;
  }
  return irq;
}

/** The first number that is free on the machine of the recordings (f-async-uart: irq=14, name=ARM-FFA-SRI). */
const FIRST_IRQ = 14;

/** Linux's own number of the interrupt, which is not its INTID: 0 where there is none. The same INTID has one number. */
function* mapped(intid: number, id: number): Op<number> {
  // Only an SGI can be mapped here: the donated ones are 8..15.
  if (intid <= 0 || intid >= 16) return 0;
  if (id === SRI) {
    yield* write(SRI_INTID, intid);
    return FIRST_IRQ;
  }
  const sri = yield* getInt(CORE.sriIrq);
  return sri === 0 || (yield* read(SRI_INTID)) === intid ? FIRST_IRQ : FIRST_IRQ + 1;
}

/** Which INTID the SRI was mapped from. */
const SRI_INTID = ref('sri intid', 0);

function* requestInterrupts(sri: number, npi: number): Op<number> {
  if (sri !== 0) {
    const rc = yield* step('Listen for the SRI on every CPU', 'request_percpu_irq', { irq: sri, name: 'ARM-FFA-SRI' });
    if (rc < 0) {
      yield* log('The SRI is refused', 'error', `ARM FF-A: Error registering percpu SRI nIRQ ${sri} : ${rc}`);
      yield* set(CORE.sriIrq, undefined);
      return rc;
    }
  }
  if (npi !== 0) {
    const rc = yield* step('Listen for the NPI on every CPU', 'request_percpu_irq', { irq: npi, name: 'ARM-FFA-NPI' });
    if (rc < 0) {
      yield* log('The NPI is refused', 'error', `ARM FF-A: Error registering percpu NPI nIRQ ${npi} : ${rc}`);
      yield* set(CORE.npiIrq, undefined);
      return rc;
    }
  }
  const queue = yield* allocate(
    'Workers that fetch notifications',
    'create_workqueue',
    { name: WORKQUEUE },
    () => createWorkqueue(WORKQUEUE, 'arm_ffa'),
    { faultName: 'arm_ffa:create_workqueue' },
  );
  if (queue === null) return -EINVAL;
  const rc = yield* step('Let every CPU take the interrupt', 'cpuhp_setup_state');
  // One that waited since before this driver was loaded is taken now, in the middle of ffa_init (recorded: i7).
  if (rc >= 0) yield* write(DRV_INFO.interrupts, [...(sri === 0 ? [] : ['SRI']), ...(npi === 0 ? [] : ['NPI'])]);
  return Math.min(rc, 0);
}

function* cleanUp(): Op<void> {
  yield* write(DRV_INFO.interrupts, []);
  if ((yield* get(heldKey(`workqueue:${WORKQUEUE}`))) !== undefined) {
    yield* act('Workers end, after what they have to do', 'destroy_workqueue', { name: WORKQUEUE }, () =>
      destroyWorkqueue(WORKQUEUE),
    );
  }
  yield* set(CORE.sriIrq, undefined);
  yield* set(CORE.npiIrq, undefined);
  if (yield* getFlag(CORE.bitmapCreated)) {
    const call = FFA_NOTIFICATION_BITMAP_DESTROY.encode({ vm: yield* read(DRV_INFO.vmId) });
    yield* within('ffa_notification_bitmap_destroy', smc('The bitmap may go', call));
    yield* set(CORE.bitmapCreated, undefined);
  }
  yield* change('No notifications', CORE.notifEnabled, false);
}
