import type { Frame } from '../../../abi/frame.ts';
import {
  directResponse,
  ENABLE_ASYNC_NOTIF,
  EXCHANGE_CAPABILITIES,
  GET_API_VERSION,
  GET_OS_VERSION,
  MAX_ASYNC_NOTIF_VALUE,
  type Payload,
  RELEASE_PROTMEM,
  UNREGISTER_SHM,
} from '../../../abi/optee-service.ts';
import { FFA_STATUS, statusText } from '../../../abi/status.ts';
import { TEE_RESULT, type TeeResultName } from '../../../abi/tee-result.ts';
import { hex, u32 } from '../../../base/bits.ts';
import { machine, type Op } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { SPMC } from '../../../trace/keys.ts';
import type { Machine } from '../../machine.ts';
import { doBottomHalfValue, notifReady } from '../optee-spmc/cells.ts';
import { REGISTERED, SHARED, sharedMemoryOf } from '../optee-spmc/shared-memory.ts';
import { handler } from '../optee-spmc/source.ts';
import { cell } from '../rules/cell-types.ts';
import { not } from '../rules/guard.ts';
import { senderOf, w, wide, x } from '../rules/registers.ts';
import { fixed, type Reply, shaped } from '../rules/reply.ts';
import { answers, type CallRules, otherwise, type Rule, runs, when } from '../rules/rule.ts';
import { deliverStarted } from './tee/notif.ts';

// OP-TEE's blocking services (core/arch/arm/kernel/thread_spmc.c, handle_blocking_call; OP-TEE d5001fe0). They run to
// their end on the calling CPU.

const { log } = narrate('secure/optee-os/services', 'optee');

const BLOCKING = handler('handle_blocking_call', 821);

/** A service that is done: its words in w3.. of the response. */
export const responds = (...payload: readonly bigint[]): Reply => fixed((c) => directResponse(c, fill(payload)));

/** A TEE result in w3, and nothing else. */
export const teeResult = (name: TeeResultName): Reply =>
  fixed((c) => directResponse(c, fill([BigInt(TEE_RESULT[name])])), { result: name });

/** An FF-A status in w3, as UNREGISTER_SHM answers. */
const ffaStatus = (name: 'BUSY' | 'INVALID_PARAMETERS'): Reply =>
  fixed((c) => directResponse(c, fill([u32(FFA_STATUS[name])])), {
    result: `FF-A ${statusText(FFA_STATUS[name])} in w3`,
  });

const fill = (p: readonly bigint[]): Payload => [p[0] ?? 0n, p[1] ?? 0n, p[2] ?? 0n, p[3] ?? 0n, p[4] ?? 0n];

/** Do w0, w1 and w2 of this response fit the request? */
export const isResponse = (call: Frame, reply: Frame): boolean =>
  directResponse(call, fill([]))
    .slice(0, 3)
    .every((word, i) => word === reply[i]);

/** What OP-TEE says of itself is the scenario's; a machine's is judged by its shape. */
const says = (payload: (config: Machine['config']['optee']) => Payload) =>
  function* (call: Frame): Op<Frame> {
    const { config } = yield* machine<Machine>();
    return directResponse(call, payload(config.optee));
  };

const API_VERSION = answers(BLOCKING, [
  runs(
    says((o) => GET_API_VERSION.response({ major: o.apiMajor, minor: o.apiMinor })),
    [responds(1n, 0n)],
    'the interface has version 1.0',
  ),
]);

const OS_VERSION = answers(BLOCKING, [
  runs(
    says((o) => GET_OS_VERSION.response({ major: o.osMajor, minor: o.osMinor, build: o.osBuild })),
    [
      shaped(
        'another revision',
        (c, _cells, r) => isResponse(c, r) && x(r, 3) === 4n && x(r, 4) === 10n && x(r, 6) === 0n && x(r, 7) === 0n,
        (c) => directResponse(c, [4n, 10n, 0xd500_1fe0n, 0n, 0n]),
      ),
    ],
    'this is OP-TEE 4.10, w5 the beginning of its git revision or 0',
  ),
]);

const ASYNC_NOTIF = 2n;

const CAPABILITIES = answers(BLOCKING, [
  runs(
    says(({ rpcParams, caps, maxNotif }) => EXCHANGE_CAPABILITIES.response({ status: 0, rpcParams, caps, maxNotif })),
    [
      shaped(
        'other capabilities',
        (c, cells, r) => {
          const ready = cells.read(SPMC.notifReady)?.value;
          const known = x(r, 5) < 16n && (x(r, 5) & 1n) === 1n && (ready === undefined || ready === isReady(r));
          return isResponse(c, r) && x(r, 3) === 0n && x(r, 4) === 4n && known && x(r, 6) === 0n && x(r, 7) === 0n;
        },
        (c) => directResponse(c, [0n, 4n, 7n, 0n, 0n]),
      ),
    ],
    'w4 is 4 RPC parameters, w6 is 0; of w5 bit 0 is always set, bit 1 when notifications are ready',
    (_call, knowledge, reply) => knowledge.know(SPMC.notifReady, isReady(reply)),
  ),
]);

const isReady = (reply: Frame): boolean => (x(reply, 5) & ASYNC_NOTIF) !== 0n;

const handleOf = (c: Frame): bigint => wide(c, 4, 5);
const memory = sharedMemoryOf(handleOf);
const state = cell<string>((c) => SPMC.shm(handleOf(c)), '');

/** handle_unregister_shm with mobj_ffa_unregister_by_cookie: what OP-TEE never used is no error. */
const UNREGISTER = answers(handler('handle_unregister_shm', 802), [
  when(not(memory.isThere), responds(0n), 'a handle that is not known is no error'),
  when(memory.isInUse, ffaStatus('BUSY'), 'a call uses the memory'),
  when(not(state.is(REGISTERED)), responds(0n), 'no call has used the memory by its handle, which is no error'),
  otherwise([state.put(SHARED)], responds(0n), 'OP-TEE forgets the memory'),
]);

const ENABLE = answers(handler('spmc_enable_async_notif', 722), [
  when(not(notifReady.is(true)), teeResult('TEE_ERROR_NOT_IMPLEMENTED'), 'the platform gave OP-TEE no interrupt', {
    does: () =>
      log('No SGI was donated', 'error', 'E/TC: spmc_enable_async_notif: Asynchronous notifications are not ready'),
  }),
  when((c) => w(c, 4) >= BigInt(MAX_ASYNC_NOTIF_VALUE), teeResult('TEE_ERROR_BAD_PARAMETERS'), 'the id is 64 or more', {
    does: (c) =>
      log('There are 64 ids', 'error', `E/TC: spmc_enable_async_notif: Invalid bottom half value ${w(c, 4)}`),
  }),
  when((c) => senderOf(c) !== 0, teeResult('TEE_ERROR_BAD_PARAMETERS'), 'the caller is not VM 0'),
  // Whether the id is bound, or the bitmap created, is not asked.
  otherwise(
    [doBottomHalfValue.put((c) => Number(w(c, 4)))],
    responds(0n),
    'any id below 64 is taken, bound or not, also a second time',
    deliverStarted,
  ),
]);

const NO_SUCH_SERVICE = answers(BLOCKING, [
  otherwise([], teeResult('TEE_ERROR_BAD_PARAMETERS'), 'there is no blocking service of this number', (c) =>
    log('No such service', 'error', `E/TC: handle_blocking_call: Unhandled blocking service ID ${hex(w(c, 3))}`),
  ),
]);

/** handle_unregister_shm again, in a build with CFG_CORE_DYN_PROTMEM alone. */
const RELEASE = answers(UNREGISTER.handler, [
  {
    ...(NO_SUCH_SERVICE.rules[0] as Rule),
    guard: not(cell<boolean>(SPMC.protmem, false).is(true)),
    sentence: 'OP-TEE is built without protected memory',
  },
  ...UNREGISTER.rules,
]);

const BY_SERVICE: ReadonlyMap<bigint, CallRules> = new Map([
  [GET_API_VERSION.id, API_VERSION],
  [GET_OS_VERSION.id, OS_VERSION],
  [EXCHANGE_CAPABILITIES.id, CAPABILITIES],
  [UNREGISTER_SHM.id, UNREGISTER],
  [RELEASE_PROTMEM.id, RELEASE],
  [ENABLE_ASYNC_NOTIF.id, ENABLE],
]);

/** x3 is compared in all its 64 bits, as the C's switch does. */
export const blockingCall = (call: Frame): CallRules => BY_SERVICE.get(x(call, 3)) ?? NO_SUCH_SERVICE;
