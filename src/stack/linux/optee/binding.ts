import { getInt, type Op, read, update } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { hold, release } from '../../../sim/resource.ts';
import { DRIVER } from '../../../trace/keys.ts';
import { notifyRelinquish, notifyRequest } from '../arm-ffa/notifier.ts';
import type { FfaDevice } from '../arm-ffa/state.ts';
import { ASKED } from './left-over.ts';
import { OPTEE_DRIVER, type Optee } from './state.ts';

// What the driver holds of notification ids: bound by notify_request, free again only when notify_relinquish says 0. The
// callback passes two rules on its way: the driver still exists, and it knows the id as its bottom half's.

const { violation } = narrate('linux/optee/binding', 'optee-driver');

export function* requestId(
  device: FfaDevice,
  optee: Optee,
  callback: (id: number) => Op<void>,
  id: number,
): Op<number> {
  yield* update(ASKED, (ids) => ids | (1n << BigInt(id)));
  const watched = (notified: number) => watch(optee, callback, notified);
  const rc = yield* notifyRequest(device, false, watched, id, 'optee');
  if (rc === 0) yield* hold(`ffa_notify_binding:id ${id}`);
  return rc;
}

export function* relinquishId(device: FfaDevice, id: number): Op<number> {
  const rc = yield* notifyRelinquish(device, id);
  if (rc === 0) yield* release(`ffa_notify_binding:id ${id}`);
  return rc;
}

function* watch(optee: Optee, callback: (id: number) => Op<void>, id: number): Op<void> {
  if ((yield* read(OPTEE_DRIVER))?.id !== optee.id) {
    yield* violation(
      'The driver state is gone',
      'I7',
      `use after free: the callback of id ${id} runs on a freed struct optee`,
    );
    return;
  }
  if ((yield* getInt(DRIVER.bottomHalfValue)) !== id)
    yield* violation(
      'The driver does not know this id yet',
      'I6',
      `id ${id} is signalled before bottom_half_value says ${id}: the bottom half is lost`,
    );
  yield* callback(id);
}
