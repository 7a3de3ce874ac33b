import { hex } from '../base/bits.ts';
import type { CallEvent, ReturnEvent } from '../trace/event.ts';

const DIRECT_RESPONSE = 0x8400_0070;
const SUCCESS = 0x8400_0061n;
/** The feature id of the schedule-receiver interrupt. */
const SRI = 2n;

/** What a reply says of OP-TEE, as fields of a scenario's `optee`. */
export function toldByOptee(call: CallEvent, e: ReturnEvent): readonly (readonly [field: string, value: unknown])[] {
  const word = (i: number): number => Number(BigInt.asUintN(32, e.w[i] ?? 0n));
  if (call.service === 'GET_API_VERSION' && word(0) === DIRECT_RESPONSE)
    return [
      ['apiMajor', word(3)],
      ['apiMinor', word(4)],
    ];
  if (call.service === 'GET_OS_VERSION')
    return [
      ['osMajor', word(3)],
      ['osMinor', word(4)],
      ['osBuild', hex(BigInt(word(5)))],
    ];
  if (call.service === 'EXCHANGE_CAPABILITIES' && word(3) === 0)
    return [
      ['rpcParams', word(4)],
      ['caps', hex(BigInt(word(5)))],
      ['maxNotif', word(6)],
    ];
  if (call.name === 'FFA_FEATURES' && call.w[1] === SRI) return [['notifReady', e.w[0] === SUCCESS]];
  return [];
}
