import { bytesOfHex } from '../../../abi/bytes.ts';
import { get, type Op } from '../../../sim/effects.ts';
import { BUFFERS } from '../../../trace/keys.ts';

/** What lies at the beginning of the RX buffer; the rest of it is zero. */
export function* rxBytes(): Op<Uint8Array> {
  const text = yield* get(BUFFERS.rx);
  return bytesOfHex(typeof text === 'string' ? text : '');
}
