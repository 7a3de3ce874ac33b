import { OPTEE_ID } from '../../../abi/endpoint.ts';
import { FFA_INTERRUPT } from '../../../abi/ffa-call.ts';
import type { Frame } from '../../../abi/frame.ts';
import { lo32 } from '../../../base/bits.ts';
import { opteePartition } from '../optee-os/optee.ts';
import { whether } from '../rules/guard.ts';
import { is64, x } from '../rules/registers.ts';
import { sameFrame, shaped } from '../rules/reply.ts';
import { type CallRules, type Party, when } from '../rules/rule.ts';

// OP-TEE as a partition of Hafnium: the services are the same, and Hafnium may stop it in the middle.

/** api_ffa_value_copy32: OP-TEE sees 32 bits of each register of a 32-bit request. */
const cut = (call: Frame): Frame => (is64(call) ? call : call.map(lo32));

/** Only timing decides it on a machine; in a run the thread that is stopped answers so itself. */
const isStopped = whether(
  () => [],
  (_c, cells) => (cells.isExact ? false : null),
);

/** Blocking services are stopped as well as yielding ones (recorded). */
const STOPPED = when(
  isStopped,
  shaped('FFA_INTERRUPT: an interrupt of the normal world', (_c, _cells, reply) =>
    sameFrame(FFA_INTERRUPT.encode({ target: OPTEE_ID, vcpu: Number(x(reply, 1) & 0xffffn) }), reply),
  ),
  'by its manifest OP-TEE is stopped for an interrupt of the normal world, and FFA_RUN goes on with it',
);

const withInterrupts = new Map<CallRules, CallRules>();

export const opteeOfHafnium: Party = {
  ...opteePartition,
  takes: cut,
  handles(call) {
    const rules = opteePartition.handles(call);
    const known = withInterrupts.get(rules) ?? { handler: rules.handler, rules: [STOPPED, ...rules.rules] };
    withInterrupts.set(rules, known);
    return known;
  },
};
