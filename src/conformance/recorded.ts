import { ForeignInterrupts } from '../abi/foreign-interrupt.ts';
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

/** The frames without foreign interrupts: the call and the last reply stand for all of them (abi/foreign-interrupt.ts). */
export function withoutForeignInterrupts(frames: Outcome['frames']): Outcome['frames'] {
  const kept: Outcome['frames'][number][] = [];
  const interrupts = new ForeignInterrupts<number>();
  for (const [call, reply] of frames) {
    const asked = call.map(BigInt);
    const resumed = interrupts.resumed(asked);
    const at = resumed ?? kept.length;
    kept[at] = [resumed === undefined ? call : (kept[resumed] as Outcome['frames'][number])[0], reply];
    if (reply !== null) interrupts.replied(asked, reply.map(BigInt), at);
  }
  return kept;
}
