import { problemText } from '../base/result.ts';
import { run } from '../scenario/run.ts';
import { parseScenario } from '../scenario/schema.ts';
import type { Outcome } from '../scenario/types.ts';
import { differenceText, firstDifference } from './compare.ts';

/** A scenario with the frames that a machine showed for it (recordings/cases.jsonl). */
export interface RecordedCase {
  readonly id: string;
  readonly scenario: unknown;
  readonly expect: { readonly frames: Outcome['frames'] };
}

/** null when every register of every frame is the machine's, or the first difference in words. */
export function checkRecorded(c: RecordedCase): string | null {
  const parsed = parseScenario(c.scenario);
  if (!parsed.ok) return problemText(parsed.error);
  const { outcome } = run(parsed.value);
  const difference = firstDifference(c.expect.frames, withoutForeignInterrupts(outcome.frames), 'frames');
  return difference === null ? null : differenceText(difference);
}

const RETURN_INTERRUPT = '0x2';
const RESUME = '0x80000001';
const YIELDING_CALL = '0x80000000';

/**
 * A foreign interrupt shows as a return with w4 = 2 and a resume. Only timing decides how many there are, so they are
 * left out on both sides: the call and the last reply remain.
 */
export function withoutForeignInterrupts(frames: Outcome['frames']): Outcome['frames'] {
  const kept: Outcome['frames'][number][] = [];
  const preempted: number[] = [];
  for (const [call, reply] of frames) {
    const resumes = call[3] === RESUME && preempted.length > 0;
    const isInterrupt =
      (call[3] === YIELDING_CALL || call[3] === RESUME) && reply?.[3] === '0x0' && reply[4] === RETURN_INTERRUPT;
    if (resumes) {
      const at = preempted.pop() as number;
      kept[at] = [(kept[at] as Outcome['frames'][number])[0], reply];
      if (isInterrupt) preempted.push(at);
      continue;
    }
    kept.push([call, reply]);
    if (isInterrupt) preempted.push(kept.length - 1);
  }
  return kept;
}
