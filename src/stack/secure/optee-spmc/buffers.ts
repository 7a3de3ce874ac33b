import type { Frame } from '../../../abi/frame.ts';
import { MEM_SHARE_IDS, OPTEE_FEATURES } from '../../../abi/optee-features.ts';
import { OPTEE_UUID } from '../../../abi/optee-service.ts';
import { error, success } from '../../../abi/reply.ts';
import { lo32 } from '../../../base/bits.ts';
import { getFlag, machine, type Op, set, write } from '../../../sim/effects.ts';
import { SPMC } from '../../../trace/keys.ts';
import { DRV_INFO } from '../../linux/arm-ffa/state.ts';
import type { Machine } from '../../machine.ts';
import { OPTEE_ID } from '../names.ts';
import { BUSY, DENIED, FFA_VERSION_1_1, FFA_VERSION_1_2, INVALID_PARAMETERS, NOT_SUPPORTED } from './codes.ts';

// What the SPMC offers, its RX/TX buffers and its partitions (thread_spmc.c, handle_features, spmc_handle_rxtx_map,
// spmc_handle_partition_info_get; OP-TEE d5001fe0).

/** The SGI that the platform donates for the SRI (plat-vexpress, qemu_armv8a; recorded). */
export const SRI_INTID = 8;
const SRI = 2n;
const REQ2 = 0xc400008dn;
const RESP2 = 0xc400008en;
/** Bit 0: a descriptor may come in a buffer of the caller's own. */
const DYNAMIC_BUFFER = 1n;

/** FFA_FEATURES: w2 of the request is not looked at. */
export function* features(call: Frame): Op<Frame> {
  const { config, secure } = yield* machine<Machine>();
  const feature = call[1] ?? 0n;
  if (feature === SRI) return config.optee.notifReady ? success(BigInt(SRI_INTID)) : error(NOT_SUPPORTED);
  if (feature === REQ2 || feature === RESP2)
    return secure.version >= FFA_VERSION_1_2 ? success(0n) : error(NOT_SUPPORTED);
  if (MEM_SHARE_IDS.has(feature)) return success(DYNAMIC_BUFFER);
  return OPTEE_FEATURES.has(feature) ? success(0n) : error(NOT_SUPPORTED);
}

/** FFA_RXTX_MAP: one mapping at a time. */
export function* rxtxMap(call: Frame): Op<Frame> {
  const { secure } = yield* machine<Machine>();
  const pages = call[3] ?? 0n;
  if (pages >> 6n !== 0n || pages === 0n) return error(INVALID_PARAMETERS);
  if (yield* getFlag(SPMC.rxtx)) return error(DENIED);
  yield* set(SPMC.rxtx, true);
  secure.rxIsFree = true;
  return success(0n);
}

export function* rxtxUnmap(): Op<Frame> {
  if (!(yield* getFlag(SPMC.rxtx))) return error(INVALID_PARAMETERS);
  yield* set(SPMC.rxtx, false);
  return success(0n);
}

export function* rxRelease(): Op<Frame> {
  const { secure } = yield* machine<Machine>();
  if (!(yield* getFlag(SPMC.rxtx)) || secure.rxIsFree) return error(DENIED);
  secure.rxIsFree = true;
  return success(0n);
}

const COUNT_ONLY = 1n;
const DESCRIPTOR_SIZE = 24n;
const PROPERTIES = 0x103;
const UUID_WORDS = [0xe0786148n, 0xe311f8e7n, 0x02005ebcn, 0x1bc5d5a5n];

/** FFA_PARTITION_INFO_GET: OP-TEE is the only partition. BUSY while Linux has not given the RX buffer back. */
export function* partitionInfoGet(call: Frame): Op<Frame> {
  const { config, secure } = yield* machine<Machine>();
  const countOnly = ((call[5] ?? 0n) & COUNT_ONLY) !== 0n;
  const uuid = [1, 2, 3, 4].map((i) => lo32(call[i] ?? 0n));
  if (!countOnly && (!(yield* getFlag(SPMC.rxtx)) || !secure.rxIsFree)) {
    secure.rxIsFree = false;
    return error(BUSY);
  }
  const wanted = uuid.every((w) => w === 0n) || uuid.every((w, i) => w === UUID_WORDS[i]);
  if (countOnly) return wanted ? success(1n) : success(0n);
  yield* write(
    DRV_INFO.rxBuffer,
    wanted ? [{ id: OPTEE_ID, executionContexts: config.cpus, properties: PROPERTIES, uuid: OPTEE_UUID }] : [],
  );
  secure.rxIsFree = false;
  return success(wanted ? 1n : 0n, secure.version >= FFA_VERSION_1_1 ? DESCRIPTOR_SIZE : 0n);
}
