import {
  FFA_FEATURES,
  FFA_ID_GET,
  FFA_MEM_LEND,
  FFA_MEM_SHARE,
  FFA_MSG_SEND_DIRECT_REQ2,
  FFA_MSG_SEND_DIRECT_RESP2,
  FFA_RXTX_MAP,
  FFA_RXTX_UNMAP,
  FFA_VERSION,
} from '../../../abi/ffa-call.ts';
import { bits, MASK32, MASK64, s32 } from '../../../base/bits.ts';
import { getFlag, machine, type Op, read, set, within, write } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { CORE } from '../../../trace/keys.ts';
import type { Machine } from '../../machine.ts';
import { EINVAL, ENODEV, ENOMEM, EOPNOTSUPP } from '../errno.ts';
import type { FfaCore } from '../revisions.ts';
import { conduit } from './conduit.ts';
import { handleOwnNotifications } from './delivery.ts';
import { cleanUpNotifications, setUpNotifications } from './notification-setup.ts';
import { cleanUpPartitions, setUpPartitions } from './partitions.ts';
import { errnoOf } from './reply.ts';
import { DRV_INFO } from './state.ts';

// The FF-A core comes up (driver.c, ffa_init, and ffa_probe since it is a platform driver; Linux 6.12.117, 7.3.4).

const SRC = 'linux/arm-ffa/init';
const { allocate, act, change, log } = narrate(SRC, 'arm_ffa');
const smc = conduit(SRC);

const MIN_VERSION = 0x10000;
/** Any address: nothing reads the buffers. The RX buffer lies behind it. */
const TX_BUFFER = 0x4130_0000n;
const PAGE = 4096;
/** FEATURES(RXTX_MAP) w2[1:0]: the least size of a buffer in bytes; any other value is taken as 4 KiB. */
const LEAST_BUFFER: Readonly<Record<number, number>> = { 1: 16 * PAGE, 2: 4 * PAGE };
const kernel = { faultName: 'arm_ffa:kzalloc' };

/** ffa_init, ffa_probe: 0, or the errno with which there is no FF-A. */
export function* init(): Op<number> {
  const { core } = yield* machine<Machine>();
  yield* change('The FF-A core starts', CORE.state, 'initialising');
  if (
    (yield* allocate('Room for the driver state', 'kzalloc', { what: 'struct ffa_drv_info' }, undefined, kernel)) ===
    null
  )
    return yield* failed(-ENOMEM);

  const version = yield* within('ffa_version_check', checkVersion(core));
  if (version < 0) return yield* failed(version);
  yield* write(DRV_INFO.version, version);
  yield* set(CORE.version, `${version >> 16}.${version & 0xffff}`);

  const id = yield* within('ffa_id_get', smc('Who am I?', FFA_ID_GET.encode({})));
  if (((yield* errnoOf(id)) ?? 0) < 0) {
    yield* log('Without an id nothing can be addressed', 'error', 'ARM FF-A: failed to obtain VM id for self');
    return yield* failed(-ENODEV);
  }
  // An FFA_ERROR with w2 = 0 is not an error here either: the id stays 0.
  yield* write(DRV_INFO.vmId, (yield* errnoOf(id)) === 0 ? 0 : Number(bits(id[2] ?? 0n, 15, 0)));

  const rc = yield* mapBuffers(core);
  if (rc < 0) return yield* failed(rc);
  return core.setsUpFirst === 'partitions' ? yield* partitionsFirst() : yield* notificationsFirst();
}

function* notificationsFirst(): Op<number> {
  yield* readFlags();
  yield* setUpNotifications();
  const rc = yield* within('ffa_setup_partitions', setUpPartitions());
  if (rc === 0) return yield* ready();
  yield* log('No partitions, no driver', 'error', 'ARM FF-A: failed to setup partitions');
  yield* cleanUpNotifications();
  yield* within('ffa_rxtx_unmap', smc('Give the buffers back, after the failure', FFA_RXTX_UNMAP.encode({})));
  return yield* failed(rc);
}

/**
 * The 6.7 cycle, on which the patch was written: partitions, then memory calls, then notifications, and those may still
 * fail the whole driver (deduced from the source before 95520fc07743 and 6f47023f7a52; no recording).
 */
function* partitionsFirst(): Op<number> {
  yield* within('ffa_setup_partitions', setUpPartitions());
  yield* readFlags();
  yield* setUpNotifications();
  // The host's schedule callback is registered by the notification set-up, when there is one.
  if (yield* getFlag(CORE.notifEnabled))
    yield* write(DRV_INFO.partition(yield* read(DRV_INFO.vmId)), { callback: handleOwnNotifications });
  return yield* ready();
}

function* ready(): Op<number> {
  yield* change('Partitions can be reached', CORE.state, 'ready');
  return 0;
}

/**
 * ffa_exit until 7.1, ffa_remove since 7.2: the order of the cleanup is notifications, partitions, buffers. No result is
 * looked at. A driver that is bound still loses its device in the middle, when notifications are off already.
 */
export function* exit(): Op<void> {
  const { core } = yield* machine<Machine>();
  if (core.driversGoFirst) {
    yield* within('ffa_partitions_cleanup', cleanUpPartitions());
    yield* cleanUpNotifications();
  } else {
    yield* cleanUpNotifications();
    yield* within('ffa_partitions_cleanup', cleanUpPartitions());
  }
  yield* within('ffa_rxtx_unmap', smc('Give the buffers back', FFA_RXTX_UNMAP.encode({})));
  yield* act('The driver state goes', 'kfree', { what: 'struct ffa_drv_info' });
  yield* change('The FF-A core is gone', CORE.state, 'not loaded');
}

/**
 * ffa_version_check: the version to use, or a negative errno. 6.12 compares the reply with NOT_SUPPORTED as 64 bits, so
 * only a sign-extended -1 is recognised there; a zero-extended one reads as version 32767.65535.
 */
function* checkVersion(core: FfaCore): Op<number> {
  const reply = yield* smc('Which FF-A version do you speak?', FFA_VERSION.encode({ requested: core.version }));
  const answer = reply[0] ?? 0n;
  const supported = `${core.version >> 16}.${core.version & 0xffff}`;
  if (core.comparesInt ? s32(answer) === -1 : answer === MASK64) {
    yield* log('The firmware has no FF-A', 'info', 'ARM FF-A: FFA_VERSION returned not supported');
    return core.isPlatformDriver ? -ENODEV : -EOPNOTSUPP;
  }
  const major = Number(bits(answer, 30, 16));
  const minor = Number(bits(answer, 15, 0));
  if (major > core.version >> 16) {
    yield* log('Too new', 'error', `ARM FF-A: Incompatible v${major}.${minor}! Latest supported v${supported}`);
    return -EINVAL;
  }
  if (answer < BigInt(MIN_VERSION)) {
    yield* log('Too old', 'error', `ARM FF-A: Incompatible v${major}.${minor}! Earliest supported v1.0`);
    return -EINVAL;
  }
  yield* log('What Linux speaks', 'info', `ARM FF-A: Driver version ${supported}`);
  yield* log('What the firmware speaks', 'info', `ARM FF-A: Firmware version ${major}.${minor} found`);
  // ffa_compatible_version_find: bit 31 is not looked at, but kept.
  if (((major << 16) | minor) <= core.version) return Number(answer & MASK32);
  yield* log(
    'Linux goes on with its own',
    'info',
    'ARM FF-A: Firmware version higher than driver version, downgrading',
  );
  return core.version;
}

function* mapBuffers(core: FfaCore): Op<number> {
  // The 6.7 cycle took 4 KiB without asking.
  const size = core.asksBufferSize ? yield* askBufferSize() : PAGE;
  yield* write(DRV_INFO.bufferSize, size);
  const call = { tx: TX_BUFFER, rx: TX_BUFFER + BigInt(size), pages: size / PAGE };
  const reply = yield* within('ffa_rxtx_map', smc('Here are my buffers', FFA_RXTX_MAP.encode(call, 64)));
  const rc = (yield* errnoOf(reply)) ?? 0;
  if (rc < 0) yield* log('No buffers, no driver', 'error', 'ARM FF-A: failed to register FFA RxTx buffers');
  return rc;
}

/**
 * In bytes. The largest size that the firmware names (w2[31:16], in pages) is never below the least one, and with pages of
 * 4 KiB the least one is what Linux takes.
 */
function* askBufferSize(): Op<number> {
  const reply = yield* within(
    'ffa_features',
    smc('How large must the buffers be?', FFA_FEATURES.encode({ feature: FFA_RXTX_MAP.id64, properties: 0 })),
  );
  if (((yield* errnoOf(reply)) ?? 0) !== 0) return PAGE;
  return LEAST_BUFFER[Number(bits(reply[2] ?? 0n, 1, 0))] ?? PAGE;
}

/** ffa_drvinfo_flags_init: MEM_SHARE is asked about only when MEM_LEND is not there, RESP2 only when REQ2 is not. */
function* readFlags(): Op<void> {
  const { core } = yield* machine<Machine>();
  const has = function* (reply: Op<readonly bigint[]>): Op<boolean> {
    return ((yield* errnoOf(yield* within('ffa_features', reply))) ?? 0) === 0;
  };
  const asks = (feature: bigint) => FFA_FEATURES.encode({ feature, properties: 0 });
  yield* write(
    DRV_INFO.memOpsNative,
    (yield* has(smc('Can memory be lent with 64-bit calls?', asks(FFA_MEM_LEND.id64)))) ||
      (yield* has(smc('Can memory be shared with 64-bit calls?', asks(FFA_MEM_SHARE.id64)))),
  );
  if (!core.asksForDirectReq2) return;
  yield* write(
    DRV_INFO.directReq2,
    (yield* has(smc('Are there requests with a UUID?', asks(FFA_MSG_SEND_DIRECT_REQ2.id64)))) ||
      (yield* has(smc('Are there responses with a UUID?', asks(FFA_MSG_SEND_DIRECT_RESP2.id64)))),
  );
}

function* failed(rc: number): Op<number> {
  yield* change('The FF-A core gives up', CORE.state, 'failed');
  return rc;
}
