import type { Speaker } from '../symptoms/symptom.ts';

// Who printed a line, as far as its first characters tell: OP-TEE's `E/TC:`, TF-A's level padded to nine characters, one
// space after Hafnium's, the names of Linux's drivers.

const STARTS: readonly (readonly [RegExp, readonly Speaker[]])[] = [
  [/^(?:#{1,4})?(?:\[[0-9a-f]{1,4} \d{1,3}\] )?[EWIDF]\/(?:TC|TA|LD|DRV)\b/, ['op-tee']],
  [/^(?:NOTICE: {2}|ERROR: {3}|INFO: {4})\S/, ['spmd', 'el3-spmc']],
  [/^(?:WARNING|VERBOSE): \S/, ['spmd', 'el3-spmc', 'hafnium']],
  [/^(?:NOTICE|ERROR|PANIC): \S|^Panic: /, ['hafnium']],
  [/^ARM FF-A: |^arm_ffa\b/, ['arm_ffa']],
  [/^optee: /, ['optee']],
  [/^tee_\w+: /, ['tee']],
];

/** Who may have printed this line, its time taken off; null where its beginning does not tell. */
export function speakersOf(text: string): readonly Speaker[] | null {
  for (const [start, who] of STARTS) if (start.test(text)) return who;
  return null;
}
