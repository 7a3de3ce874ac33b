import {
  FFA_INTERRUPT,
  FFA_MSG_SEND_DIRECT_REQ,
  FFA_MSG_SEND_DIRECT_RESP,
  FFA_RUN,
  FFA_YIELD,
} from '../../../abi/ffa-call.ts';
import { bits } from '../../../base/bits.ts';
import { leaves, type Op, read, sleep, within } from '../../../sim/effects.ts';
import type { Struck } from '../../../sim/fault.ts';
import { EINVAL } from '../errno.ts';
import { conduit, exchange, type Told } from './conduit.ts';
import { errnoOf } from './reply.ts';
import { DRV_INFO, type FfaDevice } from './state.ts';

const smc = conduit('linux/arm-ffa/direct');

/** `struct ffa_send_direct_data`: five words, sent as x3..x7 and overwritten by the reply's. */
export type DirectData = [bigint, bigint, bigint, bigint, bigint];

/**
 * ffa_sync_send_receive → ffa_msg_send_direct_req: 0 and the reply's five words in `data`; or the errno of an
 * FFA_ERROR, or -EINVAL for any reply but the matching FFA_MSG_SEND_DIRECT_RESP, and then `data` stays as it was sent.
 * Linux looks at neither w1 nor w2 of the reply. The message is told with the sentence of whoever sends it.
 */
export function* syncSendReceive(told: Told, device: FfaDevice, data: DirectData, carried: Struck | null): Op<number> {
  const rc = yield* within('ffa_sync_send_receive', sendDirectRequest(told, device, data, carried));
  if (rc === 0) yield* leaves(data.slice());
  return rc;
}

function* sendDirectRequest(told: Told, device: FfaDevice, data: DirectData, carried: Struck | null): Op<number> {
  const sender = yield* read(DRV_INFO.vmId);
  const width = (yield* read(device.mode32bit)) ? 32 : 64;
  const [data0, data1, data2, data3, data4] = data;
  const message = { sender, receiver: device.vmId, w2: 0, data0, data1, data2, data3, data4 };
  let reply = yield* exchange(told, FFA_MSG_SEND_DIRECT_REQ.encode(message, width), carried);

  while (reply[0] === FFA_INTERRUPT.id32 || reply[0] === FFA_YIELD.id32) {
    if (reply[0] === FFA_YIELD.id32) yield* sleep(1_000_000);
    const target = { target: bits(reply[1] ?? 0n, 31, 16), vcpu: bits(reply[1] ?? 0n, 15, 0) };
    reply = yield* smc('Go on where you were interrupted', FFA_RUN.encode(target));
  }

  const rc = yield* errnoOf(reply);
  if (rc !== null) return rc;
  const expected = width === 32 ? FFA_MSG_SEND_DIRECT_RESP.id32 : FFA_MSG_SEND_DIRECT_RESP.id64;
  if (reply[0] !== expected) return -EINVAL;
  for (let i = 0; i < 5; i++) data[i] = reply[i + 3] ?? 0n;
  return 0;
}
