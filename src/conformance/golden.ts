import { problemText } from '../base/result.ts';
import { run } from '../scenario/run.ts';
import { parseScenario } from '../scenario/schema.ts';
import { differenceText, firstDifference } from './compare.ts';

/** A case of the real driver under faults (docs/golden.md#case): what ffa_abi.c did when it was run in user space. */
export interface GoldenCase {
  readonly id: string;
  readonly scenario: unknown;
  readonly expect: {
    readonly result: number | null;
    readonly bottom_half_value: number | 'U32_MAX' | null;
    readonly ops: readonly unknown[];
    readonly log: readonly string[];
    readonly leaks: readonly string[];
  };
}

/** null when the model does the same, or the first difference in words. */
export function checkGolden(c: GoldenCase): string | null {
  const parsed = parseScenario(c.scenario);
  if (!parsed.ok) return problemText(parsed.error);
  const { outcome } = run(parsed.value);
  const actual = {
    ops: outcome.steps,
    result: outcome.result,
    bottom_half_value: outcome.bottom_half_value,
    log: outcome.log,
    leaks: outcome.leaks,
  };
  const { ops, result, bottom_half_value, log, leaks } = c.expect;
  const difference = firstDifference({ ops, result, bottom_half_value, log, leaks }, actual);
  if (difference !== null) return differenceText(difference);
  return outcome.hang === null ? null : `the driver returned, the model hangs: ${outcome.hang}`;
}
