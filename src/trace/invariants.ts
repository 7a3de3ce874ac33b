import { type Check, reclaimsItsMemory, signalsBoundIds, unbindsItsIds } from './invariant-checks.ts';

/** A rule that a correct system keeps, by the number that reviewers use; the text says what is broken when it is. */
export interface Rule {
  readonly id: string;
  /** The rule as a sentence. */
  readonly says: string;
  /** Where it comes from. */
  readonly source: string;
  /** Finds it broken in the rows of any trace; absent where only the model can tell, which then says it in a row of its own. */
  readonly check?: Check;
}

/**
 * Rules that the model watches. A violation row names one of these. Those that no row of the model can break yet are not
 * listed.
 */
export const RULES: readonly Rule[] = [
  {
    id: 'I1',
    says: 'After a failed probe or a remove, no id that the driver bound is still bound.',
    source: 'Linux 6.12.117 ffa_abi.c, optee_ffa_remove ignores what notify_relinquish returns; docs/recordings.md#12',
    check: unbindsItsIds,
  },
  {
    id: 'I2',
    says: 'Linux holds an id exactly while it is bound, and tells one id from another.',
    source:
      'Linux 6.12.117 arm_ffa/driver.c, notifier_hash_node_get compares the type and not the id (docs/recordings.md#2); docs/protocol.md#P4',
  },
  {
    id: 'I6',
    says: "The driver knows its bottom half's id before a callback for it can run.",
    source:
      'Linux 6.12.117 ffa_abi.c, optee_ffa_async_notif_init writes bottom_half_value after notify_request; docs/protocol.md#R9',
  },
  {
    id: 'I7',
    says: 'No callback begins after notify_relinquish has returned.',
    source:
      'Linux 6.12.117 arm_ffa/driver.c, handle_notif_callbacks drops the lock before it calls (CVE-2026-64080); docs/linux-7.3.md#N5',
  },
  {
    id: 'I8',
    says: 'OP-TEE signals an id only while it is bound.',
    source: 'OP-TEE d5001fe0 thread_spmc.c, notif_send_async does not look at "bound" (docs/recordings.md#11)',
    check: signalsBoundIds,
  },
  {
    id: 'I9',
    says: 'After a failed probe or a remove, the driver holds nothing.',
    source: 'Linux 6.12.117 ffa_abi.c, err_unregister_devices does not destroy the workqueue; docs/protocol.md#6.3',
    check: reclaimsItsMemory,
  },
  {
    id: 'I10',
    says: 'The driver takes notifications for enabled only when OP-TEE has said so.',
    source: 'Linux 6.12.117 ffa_abi.c, optee_ffa_async_notif_init tests for less than 0; docs/protocol.md#P22',
  },
  {
    id: 'I11',
    says: 'A bitmap is destroyed before the next kernel creates one.',
    source: 'Linux 6.12.117 arm_ffa/driver.c has no shutdown hook; docs/linux-7.3.md#4.6',
  },
  {
    id: 'I23',
    says: 'Nothing that sleeps runs where sleeping is not allowed.',
    source:
      'Linux kernel/sched/core.c, __might_resched; the 2025 report that led to 312d02adb959; docs/protocol.md#6.4',
  },
  {
    id: 'I24',
    says: 'The worker of the FF-A core never waits for a thread of OP-TEE.',
    source: 'the patch of 2023-10-26 runs the bottom half in that worker; docs/protocol.md#6.4',
  },
  {
    id: 'D8',
    says: 'The keys are freed only when nobody waits for one.',
    source: 'Linux 6.12.117 notif.c, optee_notif_uninit frees the bitmap; docs/protocol.md#D8',
  },
  {
    id: 'PANIC',
    says: 'OP-TEE does not panic.',
    source: 'OP-TEE d5001fe0 thread_spmc.c, assertion in notif_send_async (docs/recordings.md#27)',
  },
  { id: 'HANG', says: 'Every task ends.', source: 'docs/recordings.md#22b' },
  { id: 'CHOICE', says: 'Every choice of the scenario names somebody who could run there.', source: 'this program' },
  { id: 'LIMIT', says: 'A run ends within its limit of rows.', source: 'this program' },
];

export const ruleById = (id: string): Rule | undefined => RULES.find((r) => r.id === id);
