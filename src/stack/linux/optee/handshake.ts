import {
  ENABLE_ASYNC_NOTIF,
  EXCHANGE_CAPABILITIES,
  GET_API_VERSION,
  GET_OS_VERSION,
} from '../../../abi/optee-service.ts';
import { lo32, s32 } from '../../../base/bits.ts';
import { type Op, write } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import type { DirectData } from '../arm-ffa/direct.ts';
import type { FfaDevice } from '../arm-ffa/state.ts';
import { ENABLE_ANSWER } from './left-over.ts';
import { sender } from './send.ts';

// The first questions to OP-TEE, the same in every revision (drivers/tee/optee/ffa_abi.c; Linux 6.12.117).

const SRC = 'linux/optee/handshake';
const { log } = narrate(SRC, 'optee-driver');
const send = sender(SRC);

/** optee_ffa_api_is_compatible until 6.19: the API version, and the log says which OP-TEE it is. */
export function* apiIsCompatible(device: FfaDevice): Op<boolean> {
  return (yield* apiVersionFits(device)) && (yield* osRevision(device));
}

/** optee_ffa_api_is_compatible since 7.0: major version 1, any minor. The first thing it does is to force 32-bit messages. */
export function* apiVersionFits(device: FfaDevice): Op<boolean> {
  yield* write(device.mode32bit, true);
  const data = [...GET_API_VERSION.request({})] as DirectData;
  const rc = yield* send('Which OP-TEE API version?', device, data);
  if (rc !== 0) {
    yield* log('No answer to the first question', 'error', `optee: Unexpected error ${rc}`);
    return false;
  }
  if (data[0] !== 1n || data[1] < 0n) {
    yield* log('Another API', 'error', `optee: Incompatible OP-TEE API version ${data[0]}.${data[1]}`);
    return false;
  }
  return true;
}

/** optee_ffa_get_os_revision since 7.0, and before it the second half of optee_ffa_api_is_compatible. */
export function* osRevision(device: FfaDevice): Op<boolean> {
  const data = [...GET_OS_VERSION.request({})] as DirectData;
  const rc = yield* send('Which OP-TEE is it?', device, data);
  if (rc !== 0) {
    yield* log('No answer to the second question', 'error', `optee: Unexpected error ${rc}`);
    return false;
  }
  const build = data[2] === 0n ? '' : ` (${data[2].toString(16).padStart(8, '0')})`;
  yield* log('The revision goes to the log', 'info', `optee: revision ${data[0]}.${data[1]}${build}`);
  return true;
}

/** optee_ffa_exchange_caps: w6, the largest notification value, is read into a local that nobody uses. */
export function* exchangeCaps(device: FfaDevice): Op<{ secCaps: number; rpcParamCount: number } | null> {
  const data = [...EXCHANGE_CAPABILITIES.request({})] as DirectData;
  const rc = yield* send('What can you do?', device, data);
  if (rc !== 0) {
    yield* log('No answer to the third question', 'error', `optee: Unexpected error ${rc}`);
    return null;
  }
  if (data[0] !== 0n) {
    yield* log('OP-TEE refuses', 'error', `optee: Unexpected exchange error ${data[0]}`);
    return null;
  }
  return { rpcParamCount: Number(data[1] & 0xffn), secCaps: Number(lo32(data[2])) };
}

/** enable_async_notif: OP-TEE's w3 as a C int. A TEE result reads as a large negative number, a positive one as good. */
export function* enableAsyncNotif(device: FfaDevice, id: number): Op<number> {
  const data = [...ENABLE_ASYNC_NOTIF.request({ bottomHalfValue: id })] as DirectData;
  const rc = yield* send('Send your events as this id', device, data);
  const answer = rc !== 0 ? rc : s32(data[0]);
  yield* write(ENABLE_ANSWER, answer);
  return answer;
}
