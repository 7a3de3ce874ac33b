import type { Op } from '../../../sim/effects.ts';
import { hold, release } from '../../../sim/resource.ts';
import { notifyRelinquish, notifyRequest } from '../arm-ffa/notifier.ts';
import type { FfaDevice, NotifierCallback } from '../arm-ffa/state.ts';

// What the driver holds of notification ids: bound by notify_request, free again only when notify_relinquish says 0.

export function* requestId(device: FfaDevice, callback: NotifierCallback, id: number): Op<number> {
  const rc = yield* notifyRequest(device, false, callback, id, 'optee');
  if (rc === 0) yield* hold(`ffa_notify_binding:id ${id}`);
  return rc;
}

export function* relinquishId(device: FfaDevice, id: number): Op<number> {
  const rc = yield* notifyRelinquish(device, id);
  if (rc === 0) yield* release(`ffa_notify_binding:id ${id}`);
  return rc;
}
