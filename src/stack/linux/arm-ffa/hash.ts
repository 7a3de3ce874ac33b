import { machine, type Op, read, set, update, write } from '../../../sim/effects.ts';
import { CORE } from '../../../trace/keys.ts';
import type { Machine } from '../../machine.ts';
import { type CallbackInfo, DRV_INFO, type NotifyType } from './state.ts';

// The notifier hash of the FF-A core (drivers/firmware/arm_ffa/driver.c, DECLARE_HASHTABLE(notifier_hash, 6)).

const GOLDEN_RATIO_32 = 0x61c88647;

/** hash_32(id, 6): the top six bits of the product (include/linux/hash.h). Range 0..63. */
export const bucketOf = (id: number): number => Math.imul(id & 0xffff, GOLDEN_RATIO_32) >>> 26;

/** Bit 15 of the device's id decides (ffa_notify_type_get). */
export const notifyTypeOf = (vmId: number): NotifyType =>
  (vmId & 0x8000) !== 0 ? 'SECURE_PARTITION' : 'NON_SECURE_VM';

/**
 * notifier_hash_node_get: walks the bucket of the id and compares the type, never the id. So two ids of one bucket
 * are one entry to it (recorded: i9-hash-collision, ids 2 and 36). A core that compares the id (`comparesId`) is not known.
 */
export function* find(id: number, type: NotifyType): Op<CallbackInfo | undefined> {
  const { core } = yield* machine<Machine>();
  const bucket = yield* read(DRV_INFO.hash(bucketOf(id)));
  return bucket.find((info) => info.type === type && (!core.comparesId || info.addedAs === id));
}

/** hash_add: the newest entry goes to the head of the bucket. */
export function* add(id: number, info: CallbackInfo): Op<void> {
  yield* update(DRV_INFO.hash(bucketOf(id)), (bucket) => [info, ...bucket]);
  yield* set(CORE.hash(bucketOf(id), info.addedAs), `${info.type} ${info.owner}`);
}

/** hash_del of an entry that `find` gave for `id`. */
export function* remove(id: number, info: CallbackInfo): Op<void> {
  yield* update(DRV_INFO.hash(bucketOf(id)), (bucket) => bucket.filter((other) => other !== info));
  yield* write(info.freed, true);
  yield* set(CORE.hash(bucketOf(id), info.addedAs), undefined);
}
