import { FFA_NOTIFICATION_GET, FFA_NOTIFICATION_INFO_GET, FFA_SUCCESS } from '../../../abi/ffa-call.ts';
import type { Frame } from '../../../abi/frame.ts';
import { bits, hex, lo32, MASK64, s32 } from '../../../base/bits.ts';
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
import type { FfaCore } from '../revisions.ts';
import { conduit } from './conduit.ts';
import { handleFramework } from './framework.ts';
import { find } from './hash.ts';
import { passReaders } from './notify-lock.ts';
import { errnoOf } from './reply.ts';
import { type CallbackInfo, DRV_INFO, type NotifyType } from './state.ts';

// How a notification comes in (driver.c, from ffa_sched_recv_irq_handler to handle_notif_callbacks; Linux 6.12.117, 7.3.4).

const SRC = 'linux/arm-ffa/delivery';
const { step, lookup, act, log, violation } = narrate(SRC, 'arm_ffa');
const smc = conduit(SRC);

const IRQ_HANDLED = 1;
const QUEUE = 'ffa_pcpu_irq_notification';
/** The bitmaps that FFA_NOTIFICATION_GET is asked for: of partitions and the SPM, or of VMs and the hypervisor too. */
const FROM_SECURE_WORLD = 0x5;
const FROM_EVERYBODY = 0xf;
const NO_DATA = -9;
const MAX_IDS = { 64: 20, 32: 10 } as const;

/** The one work item that every SRI queues, on whatever CPU it came. */
export const schedReceiverWork = (): Work =>
  staticWork('sched_recv_irq_work', () =>
    within('ffa_sched_recv_irq_work_fn', within('ffa_notification_info_get', infoGet())),
  );

/** What an NPI queues: one item for all CPUs until 7.0, since then one a CPU, so that two NPIs are two fetches. */
const pendingWork = (core: FfaCore, cpu: number): Work =>
  staticWork(core.npiWorkPerCpu ? `notif_pcpu_work of CPU ${cpu}` : 'notif_pcpu_work', () =>
    within('notif_pcpu_irq_work_fn', getAndHandle()),
  );

/** The SRI in hard-interrupt context: it only queues the work. */
export function* schedReceiverInterrupt(work: Work): Op<void> {
  yield* step('A receiver in Linux has to be scheduled', 'ffa_sched_recv_irq_handler', {}, function* () {
    const { cpu } = yield* self();
    yield* queueWork(QUEUE, work, cpu);
    return IRQ_HANDLED;
  });
}

/** The NPI in hard-interrupt context. */
export function* pendingInterrupt(): Op<void> {
  yield* step('A notification is pending for this CPU', 'notif_pend_irq_handler', {}, function* () {
    const { cpu } = yield* self();
    const { core } = yield* machine<Machine>();
    yield* queueWork(QUEUE, pendingWork(core, cpu), cpu);
    return IRQ_HANDLED;
  });
}

/**
 * ffa_notification_info_get: asks for lists until there are no more, and schedules whom each names.
 */
function* infoGet(): Op<void> {
  const { core } = yield* machine<Machine>();
  for (;;) {
    const reply = yield* smc('For whom is something pending?', FFA_NOTIFICATION_INFO_GET.encode({}, 64));
    const [w0 = 0n, , w2 = 0n] = reply;
    if (w0 !== FFA_SUCCESS.id64 && w0 !== FFA_SUCCESS.id32) {
      // 6.12 compares with the sign-extended NO_DATA: a zero-extended one, which is what comes, prints this line too.
      if (core.comparesInt ? s32(w2) !== NO_DATA : w2 !== BigInt.asUintN(64, BigInt(NO_DATA)))
        yield* log(
          'The lists cannot be had',
          'error',
          `ARM FF-A: Notification Info fetch failed: ${hex(w0)} (${hex(w2)})`,
        );
      return;
    }
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
  const each = native ? 4 : 2;
  const ids: number[] = [];
  for (const w of reply.slice(3)) for (let i = 0; i < each; i++) ids.push(idAt(w, i));
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

/** notif_get_and_handle: fetches what is pending and calls whoever listens, in the context of who asks. */
export function* getAndHandle(): Op<void> {
  yield* within('notif_get_and_handle', fetch());
}

function* fetch(): Op<void> {
  const receiver = yield* read(DRV_INFO.vmId);
  const { cpu } = yield* self();
  const { core } = yield* machine<Machine>();
  const flags = core.knowsFramework && receiver !== 0 ? FROM_EVERYBODY : FROM_SECURE_WORLD;
  const call = FFA_NOTIFICATION_GET.encode({ receiver, vcpu: cpu, flags });
  const reply = yield* within('ffa_notification_get', smc('Which notifications are they?', call));
  const rc = (yield* errnoOf(reply)) ?? (reply[0] === FFA_SUCCESS.id32 ? 0 : -EINVAL);
  if (rc < 0) {
    yield* log('They cannot be had', 'error', `ARM FF-A: Failed to retrieve notifications with ${rc}!`);
    return;
  }
  // An FFA_ERROR with w2 = 0 leaves the bitmaps as the stack had them; here they read as empty.
  const word = (i: number): bigint => (rc === 0 && reply[0] === FFA_SUCCESS.id32 ? lo32(reply[i] ?? 0n) : 0n);
  const ofVms = (word(5) << 32n) | word(4);
  const ofPartitions = (word(3) << 32n) | word(2);
  if (core.knowsFramework) {
    // A bitmap that was not asked for is zero, whatever the reply says.
    const fromVms = flags === FROM_EVERYBODY;
    yield* within('handle_fwk_notif_callbacks', handleFramework(word(6)));
    yield* within('handle_fwk_notif_callbacks', handleFramework(fromVms ? word(7) : 0n));
    yield* dispatch(fromVms ? ofVms : 0n, 'NON_SECURE_VM');
    yield* dispatch(ofPartitions, 'SECURE_PARTITION');
    return;
  }
  yield* dispatch(ofVms, 'NON_SECURE_VM');
  yield* dispatch(ofPartitions, 'SECURE_PARTITION');
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
    const args = { notify_id: id, type };
    const by = () => answer(entry);
    const found = core.knowsFramework
      ? yield* lookup('Who listens to this id, not the framework?', 'notifier_hnode_get_by_type', args, by)
      : yield* lookup('Who listens to this id?', 'notifier_hash_node_get', args, by);
    if (entry === undefined) continue;
    if (found !== 'ok') {
      yield* update(entry.running, (n) => n - 1);
      continue;
    }
    // The lock is dropped before the callback runs: relinquish can free the entry in between (CVE-2026-64080). A copy of
    // it, as 7.1 takes, outlives the entry; what the callback then finds of its driver is another matter (optee/binding.ts).
    if ((yield* read(entry.freed)) && !core.waitsForCallbacks && !core.copiesCallback)
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
