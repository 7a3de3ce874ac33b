import type { Op } from '../../sim/effects.ts';
import { narrate } from '../../sim/narrate.ts';
import { notifyRelinquish, notifyRequest, notifySend } from './arm-ffa/notifier.ts';
import type { FfaDevice } from './arm-ffa/state.ts';

// A second Linux driver that uses the notifier operations, as the test module of the recordings did.

const { step, act } = narrate('linux/other-driver', 'other');

export function* request(device: FfaDevice, id: number, perVcpu: boolean): Op<void> {
  const args = { is_per_vcpu: perVcpu, notify_id: id };
  yield* step('Another driver asks for an id', 'notify_request', args, () => hold(device, perVcpu, id), {
    to: 'arm_ffa',
    faultName: 'other:notify_request',
  });
}

export function* relinquish(device: FfaDevice, id: number): Op<void> {
  yield* step(
    'Another driver gives an id back',
    'notify_relinquish',
    { notify_id: id },
    () => notifyRelinquish(device, id),
    {
      to: 'arm_ffa',
      faultName: 'other:notify_relinquish',
    },
  );
}

export function* send(device: FfaDevice, id: number, perVcpu: boolean): Op<void> {
  const args = { notify_id: id, is_per_vcpu: perVcpu, vcpu: 0 };
  yield* step('Another driver signals the partition', 'notify_send', args, () => notifySend(device, id, perVcpu, 0), {
    to: 'arm_ffa',
  });
}

/** Asks for an id without a word: how an id comes to be held before the first row. */
export function* hold(device: FfaDevice, perVcpu: boolean, id: number): Op<number> {
  return yield* notifyRequest(device, perVcpu, called, id, 'another driver');
}

function* called(id: number): Op<void> {
  yield* act('A notification for the other driver', 'callback', { notify_id: id });
}
