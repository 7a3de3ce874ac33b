import { FFA_NOTIFICATION_GET, FFA_NOTIFICATION_INFO_GET, FFA_SUCCESS } from '../../../abi/ffa-call.ts';
import type { Frame } from '../../../abi/frame.ts';
import { bits, hex, lo32, MASK64 } from '../../../base/bits.ts';
import {
  irqMask,
  irqUnmask,
  machine,
  type Op,
  preemptDisable,
  preemptEnable,
  raise,
  read,
  self,
  update,
  within,
} from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import type { Machine } from '../../machine.ts';
import { EINVAL } from '../errno.ts';
import { queueWork, staticWork, type Work } from '../kernel/workqueue.ts';
import { conduit } from './conduit.ts';
import { find } from './hash.ts';
import { passReaders } from './notify-lock.ts';
import { errnoOf } from './reply.ts';
import { type CallbackInfo, DRV_INFO, type NotifyType } from './state.ts';

// How a notification comes in (driver.c, from ffa_sched_recv_irq_handler to handle_notif_callbacks; Linux 6.12.117).

const SRC = 'linux/arm-ffa/delivery';
const { step, lookup, act, log, violation } = narrate(SRC, 'arm_ffa');
const smc = conduit(SRC);

const IRQ_HANDLED = 1;
const QUEUE = 'ffa_pcpu_irq_notification';
const FROM_PARTITIONS_AND_SPM = 0x5;
const MAX_IDS = { 64: 20, 32: 10 } as const;

/** The one work item that every SRI queues, on whatever CPU it came. */
export const schedReceiverWork = (): Work =>
  staticWork('sched_recv_irq_work', () =>
    within('ffa_sched_recv_irq_work_fn', within('ffa_notification_info_get', infoGet())),
  );

/** The one work item that NPIs queue. */
export const pendingWork = (): Work =>
  staticWork('notif_pcpu_work', () => within('notif_pcpu_irq_work_fn', getAndHandle()));

/** The SRI in hard-interrupt context: it only queues the work. */
export function* schedReceiverInterrupt(work: Work): Op<void> {
  yield* step('A receiver in Linux has to be scheduled', 'ffa_sched_recv_irq_handler', {}, function* () {
    const { cpu } = yield* self();
    yield* queueWork(QUEUE, work, cpu);
    return IRQ_HANDLED;
  });
}

/** The NPI in hard-interrupt context. */
export function* pendingInterrupt(work: Work): Op<void> {
  yield* step('A notification is pending for this CPU', 'notif_pend_irq_handler', {}, function* () {
    const { cpu } = yield* self();
    yield* queueWork(QUEUE, work, cpu);
    return IRQ_HANDLED;
  });
}

/**
 * ffa_notification_info_get: asks for lists until there are no more, and schedules whom each names.
 */
function* infoGet(): Op<void> {
  for (;;) {
    const reply = yield* smc('For whom is something pending?', FFA_NOTIFICATION_INFO_GET.encode({}, 64));
    const [w0 = 0n, , w2 = 0n] = reply;
    if (w0 !== FFA_SUCCESS.id64 && w0 !== FFA_SUCCESS.id32) {
      // Compared with the sign-extended NO_DATA: a zero-extended one, which is what comes, prints this line too.
      if (w2 !== BigInt.asUintN(64, -9n))
        yield* log(
          'The lists cannot be had',
          'error',
          `ARM FF-A: Notification Info fetch failed: ${hex(w0)} (${hex(w2)})`,
        );
      return;
    }
    const { core } = yield* machine<Machine>();
    const lists = readLists(w0, w2, reply);
    yield* core.infoLists === 'first-skipped'
      ? skipFirst(lists)
      : readInOrder(lists, core.infoLists === 'exact' ? 1 : 0);
    if ((w2 & 1n) === 0n) return;
  }
}

interface Lists {
  readonly ids: readonly number[];
  readonly max: number;
  /** How many ids each list has, the partition's own among them. */
  readonly counts: readonly number[];
}

function readLists(w0: bigint, w2: bigint, reply: Frame): Lists {
  const native = w0 === FFA_SUCCESS.id64;
  const ids = reply.slice(3).flatMap((w) => [0, 1, 2, 3].slice(0, native ? 4 : 2).map((i) => idAt(w, i)));
  const word = bits(w2, native ? 51 : 31, 12);
  const counts = Array.from({ length: Number(bits(w2, 11, 7)) }, (_, i) => Number((word >> BigInt(2 * i)) & 3n) + 1);
  return { ids, max: native ? MAX_IDS[64] : MAX_IDS[32], counts };
}

/** 6.12.117: a per-vCPU list is read one id too far (`less` 0), and the last id slot is never used. */
function* readInOrder({ ids, max, counts }: Lists, less: number): Op<void> {
  let at = 0;
  for (const count of counts) {
    if (at >= max - 1) return;
    const partition = ids[at++] ?? 0;
    if (count === 1) yield* schedule(partition, 0, false);
    else for (let i = less; i < count && at < max - 1; i++) yield* schedule(partition, ids[at++] ?? 0, true);
  }
}

/**
 * The 6.7 cycle, deduced from its source: the index moves before it is used, so the first id is skipped; and the test for
 * a global list can never be true, because the count is one too large already. A global notification for VM 0 then
 * reads as one for vCPU 0 of partition 0, and is delivered by an IPI.
 */
function* skipFirst({ ids, max, counts }: Lists): Op<void> {
  let at = 0;
  for (const count of counts) {
    if (at >= max - 1) return;
    const partition = ids[++at] ?? 0;
    for (let i = 0; i < count && at < max - 1; i++) yield* schedule(partition, ids[++at] ?? 0, true);
  }
}

const idAt = (w: bigint, i: number): number => Number((w >> BigInt(16 * i)) & 0xffffn);

/** __do_sched_recv_cb: tells the partition's driver to run it. */
function* schedule(partition: number, vcpu: number, perVcpu: boolean): Op<void> {
  const known = yield* read(DRV_INFO.partition(partition));
  if (known === null) {
    const id = `0x${partition.toString(16)}`;
    yield* log('Nobody by that id', 'error', `ARM FF-A: __do_sched_recv_cb: Invalid partition ID ${id}`);
    return;
  }
  const { callback } = known;
  if (callback !== null) {
    const args = { part_id: partition, vcpu, is_per_vcpu: perVcpu };
    yield* act('Schedule the receiver', '__do_sched_recv_cb', args, () => callback(vcpu, perVcpu));
  }
}

/**
 * ffa_self_notif_handle: Linux is the receiver. A global notification is fetched right here, in the worker; one for a
 * vCPU by an IPI on that CPU, where sleeping is not allowed.
 */
export function* handleOwnNotifications(vcpu: number, perVcpu: boolean): Op<void> {
  if (!perVcpu) {
    yield* within('ffa_self_notif_handle', getAndHandle());
    return;
  }
  const { config } = yield* machine<Machine>();
  if (vcpu >= config.cpus) return;
  const me = yield* self();
  yield* act('Fetch it on that CPU', 'smp_call_function_single', { cpu: vcpu }, () =>
    vcpu === me.cpu ? here() : raise('IPI', vcpu),
  );
}

/** On the CPU that asks there is no IPI: the function runs at once, with interrupts off. */
function* here(): Op<void> {
  yield* irqMask();
  yield* preemptDisable();
  yield* getAndHandle();
  yield* preemptEnable();
  yield* irqUnmask();
}

/** What the IPI runs, with interrupts off. */
export function* ipi(): Op<void> {
  yield* getAndHandle();
}

function* getAndHandle(): Op<void> {
  yield* within('notif_get_and_handle', fetch());
}

function* fetch(): Op<void> {
  const receiver = yield* read(DRV_INFO.vmId);
  const { cpu } = yield* self();
  const call = FFA_NOTIFICATION_GET.encode({ receiver, vcpu: cpu, flags: FROM_PARTITIONS_AND_SPM });
  const reply = yield* within('ffa_notification_get', smc('Which notifications are they?', call));
  const rc = errnoOf(reply) ?? (reply[0] === FFA_SUCCESS.id32 ? 0 : -EINVAL);
  if (rc < 0) {
    yield* log('They cannot be had', 'error', `ARM FF-A: Failed to retrieve notifications with ${rc}!`);
    return;
  }
  // An FFA_ERROR with w2 = 0 leaves the bitmaps as the stack had them; here they read as empty.
  const word = (i: number): bigint => (rc === 0 && reply[0] === FFA_SUCCESS.id32 ? lo32(reply[i] ?? 0n) : 0n);
  yield* dispatch((word(5) << 32n) | word(4), 'NON_SECURE_VM');
  yield* dispatch((word(3) << 32n) | word(2), 'SECURE_PARTITION');
  yield* dispatch((word(7) << 32n) | word(6), 'FRAMEWORK');
}

/** handle_notif_callbacks: a bit without a callback is consumed, and nobody says so. */
function* dispatch(bitmap: bigint, type: NotifyType): Op<void> {
  const { core } = yield* machine<Machine>();
  for (let id = 0, left = bitmap & MASK64; left !== 0n; id++, left >>= 1n) {
    if ((left & 1n) === 0n) continue;
    yield* passReaders(core);
    const entry = yield* find(id, type);
    // A core that waits for callbacks counts whoever has a pointer to the entry, and relinquish waits for them.
    if (entry !== undefined) yield* update(entry.running, (n) => n + 1);
    const found = yield* lookup('Who listens to this id?', 'notifier_hash_node_get', { notify_id: id, type }, () =>
      answer(entry),
    );
    if (entry === undefined) continue;
    if (found !== 'ok') {
      yield* update(entry.running, (n) => n - 1);
      continue;
    }
    // The lock is dropped before the callback runs: relinquish can free the entry in between (CVE-2026-64080).
    if ((yield* read(entry.freed)) && !core.waitsForCallbacks)
      yield* violation(
        'The entry was freed after it was found',
        'I7',
        `use after free: the callback of id ${id} is called after notify_relinquish freed its entry`,
      );
    yield* within('handle_notif_callbacks', entry.callback(id));
    yield* update(entry.running, (n) => n - 1);
  }
}

// biome-ignore lint/correctness/useYield: an operation that needs nothing of the kernel
function* answer(entry: CallbackInfo | undefined): Op<'ok' | null> {
  return entry === undefined ? null : 'ok';
}
