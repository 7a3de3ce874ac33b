import { serviceName } from '../../../abi/optee-service.ts';
import { hex } from '../../../base/bits.ts';
import { type Op, serviceFault } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { type DirectData, syncSendReceive } from '../arm-ffa/direct.ts';
import type { FfaDevice } from '../arm-ffa/state.ts';

/**
 * `ffa_dev->ops->msg_ops->sync_send_receive()` as one source file of the driver calls it: a step with the five words
 * that went out and came back. A fault on the service is the result of this call, and then nothing is sent.
 */
export function sender(src: string) {
  const { step } = narrate(src, 'optee-driver');

  return function* send(why: string, device: FfaDevice, data: DirectData): Op<number> {
    const service = serviceName(data[0]);
    const sent = data.map(hex);
    // The fault on the service is counted here, where the message is one; the SMC below must not count it again.
    const carried = service === null ? null : yield* serviceFault(service);
    const result: { out: readonly string[] | null } = { out: null };
    return yield* step(
      why,
      'sync_send_receive',
      { service: service ?? hex(data[0]), in: sent },
      function* () {
        if (carried !== null && 'rc' in carried.do) return carried.do.rc;
        const rc = yield* syncSendReceive({ why, src }, device, data, carried);
        if (rc === 0) result.out = data.map(hex);
        return rc;
      },
      { to: 'arm_ffa', result: () => ({ out: result.out }), carried },
    );
  };
}
