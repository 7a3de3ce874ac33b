import type { Frame } from '../../../abi/frame.ts';
import {
  directResponse,
  ENABLE_ASYNC_NOTIF,
  EXCHANGE_CAPABILITIES,
  GET_API_VERSION,
  GET_OS_VERSION,
  MAX_ASYNC_NOTIF_VALUE,
  type Payload,
  UNREGISTER_SHM,
  YIELDING_CALL_RESUME,
} from '../../../abi/optee-service.ts';
import { error } from '../../../abi/reply.ts';
import { bits, hex, lo32 } from '../../../base/bits.ts';
import { machine, type Op, set } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { SPMC } from '../../../trace/keys.ts';
import type { Machine } from '../../machine.ts';
import { OPTEE_ID, SPMC_ID } from '../names.ts';
import { deliverStarted } from '../optee-os/tee/notif.ts';
import { resumeThread, startThread } from '../optee-os/thread.ts';
import {
  FFA_VERSION_1_2,
  INVALID_PARAMETERS,
  NOT_SUPPORTED,
  TEE_ERROR_BAD_PARAMETERS,
  TEE_ERROR_NOT_IMPLEMENTED,
  TEE_SUCCESS,
} from './codes.ts';
import { unregisterByCookie } from './memory.ts';

// Direct messages to OP-TEE (thread_spmc.c, handle_direct_request, handle_blocking_call; OP-TEE d5001fe0). Registers
// that the interface calls "must be zero" are not looked at.

const { log } = narrate('secure/optee-spmc/direct', 'optee');

const FRAMEWORK = 1n;
const VERSION_REQUEST = 8n;
const VERSION_RESPONSE = 0x8000_0009n;
const YIELDING = 0x8000_0000n;

export function* directRequest(call: Frame): Op<Frame> {
  const receiver = Number(bits(call[1] ?? 0n, 15, 0));
  // No other partition is there: no S-EL0 partitions in this build.
  if (receiver !== OPTEE_ID && receiver !== SPMC_ID) return error(NOT_SUPPORTED);
  if (bits(call[2] ?? 0n, 31, 31) === FRAMEWORK) return yield* framework(call);
  if (receiver === SPMC_ID) return error(INVALID_PARAMETERS);
  if (((call[3] ?? 0n) & YIELDING) !== 0n) return directResponse(call, yield* yielding(call));
  return directResponse(call, yield* blocking(call));
}

/** handle_framework_direct_request: only the version is negotiated without virtualization. */
function* framework(call: Frame): Op<Frame> {
  const { secure } = yield* machine<Machine>();
  if (bits(call[2] ?? 0n, 7, 0) !== VERSION_REQUEST) return error(NOT_SUPPORTED);
  const asked = Number(lo32(call[3] ?? 0n));
  if (asked >> 16 === 1) secure.version = Math.min(asked, FFA_VERSION_1_2);
  const reply = directResponse(call, [BigInt(FFA_VERSION_1_2), 0n, 0n, 0n, 0n]);
  return reply.with(2, VERSION_RESPONSE);
}

function* yielding(call: Frame): Op<Payload> {
  const [, , , w3 = 0n, w4 = 0n, w5 = 0n, w6 = 0n, w7 = 0n] = call;
  if (lo32(w3) === YIELDING_CALL_RESUME.id) return yield* resumeThread(Number(lo32(w7)));
  return yield* startThread(lo32(w3), (lo32(w5) << 32n) | lo32(w4), Number(lo32(w6)));
}

/** Runs to its end on the calling CPU. What OP-TEE says of itself is the scenario's. */
function* blocking(call: Frame): Op<Payload> {
  const { config } = yield* machine<Machine>();
  const { optee } = config;
  const [, , , w3 = 0n, w4 = 0n, w5 = 0n] = call;
  switch (lo32(w3)) {
    case GET_API_VERSION.id:
      return GET_API_VERSION.response({ major: optee.apiMajor, minor: optee.apiMinor });
    case GET_OS_VERSION.id:
      return GET_OS_VERSION.response({ major: optee.osMajor, minor: optee.osMinor, build: optee.osBuild });
    case EXCHANGE_CAPABILITIES.id: {
      const { rpcParams, caps, maxNotif } = optee;
      return EXCHANGE_CAPABILITIES.response({ status: 0, rpcParams, caps, maxNotif });
    }
    case UNREGISTER_SHM.id:
      return UNREGISTER_SHM.response({ status: yield* unregisterByCookie((lo32(w5) << 32n) | lo32(w4)) });
    case ENABLE_ASYNC_NOTIF.id:
      return ENABLE_ASYNC_NOTIF.response({ status: yield* enableAsyncNotif(lo32(w4), bits(call[1] ?? 0n, 31, 16)) });
    default:
      yield* log(
        'No such service',
        'error',
        `E/TC: handle_blocking_call: Unhandled blocking service ID ${hex(lo32(w3))}`,
      );
      return [TEE_ERROR_BAD_PARAMETERS, 0n, 0n, 0n, 0n];
  }
}

/**
 * spmc_enable_async_notif: remembers the id and tells OP-TEE's drivers that they may begin, the first time. Whether the
 * id is bound, or the bitmap created, it does not ask.
 */
function* enableAsyncNotif(value: bigint, vm: bigint): Op<bigint> {
  const { config } = yield* machine<Machine>();
  if (!config.optee.notifReady) {
    yield* log(
      'No SGI was donated',
      'error',
      'E/TC: spmc_enable_async_notif: Asynchronous notifications are not ready',
    );
    return TEE_ERROR_NOT_IMPLEMENTED;
  }
  if (value >= BigInt(MAX_ASYNC_NOTIF_VALUE)) {
    yield* log('There are 64 ids', 'error', `E/TC: spmc_enable_async_notif: Invalid bottom half value ${value}`);
    return TEE_ERROR_BAD_PARAMETERS;
  }
  if (vm !== 0n) return TEE_ERROR_BAD_PARAMETERS;
  yield* set(SPMC.doBottomHalfValue, Number(value));
  yield* deliverStarted();
  return TEE_SUCCESS;
}
