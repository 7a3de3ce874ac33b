import { errnoText } from '../abi/errno.ts';
import type { Outcome } from '../scenario/types.ts';
import { findingsOf } from '../study/findings.ts';
import { count } from '../words/format.ts';

/** How a run ends, in a line: `probe 0, bottom_half_value 3, nothing is wrong`. */
export function endingText(outcome: Outcome): string {
  const { result, bottom_half_value } = outcome;
  const findings = findingsOf(outcome);
  const n = (kind: string): number => findings.filter((f) => f.kind === kind).length;
  const rules = [...new Set(outcome.violations.map((v) => v.rule))].join(', ');
  const wrong = [
    ...(rules === '' ? [] : [`breaks ${rules}`]),
    ...(n('leak') === 0 ? [] : [`${count(n('leak'))} leaked: ${[...new Set(outcome.leaks)].join(', ')}`]),
    ...(n('hang') === 0 ? [] : [`hangs: ${outcome.hang}`]),
  ];
  return [
    result === null ? 'no probe ended' : `probe ${result === 0 ? '0' : errnoText(result)}`,
    ...(bottom_half_value === null ? [] : [`bottom_half_value ${bottom_half_value}`]),
    ...(wrong.length === 0 ? ['nothing is wrong'] : wrong),
  ].join(', ');
}
