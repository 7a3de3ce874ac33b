import type { Outcome } from '../scenario/types.ts';
import { ruleById } from '../trace/invariants.ts';

/** A rule that a run breaks, with the rows in which it does. */
export interface BrokenRule {
  readonly rule: string;
  /** The rule as a sentence; empty for one that is not in the list. */
  readonly says: string;
  readonly rows: readonly number[];
}

/** The rules that a run breaks, in the order of their first rows. */
export function brokenRules(violations: Outcome['violations']): readonly BrokenRule[] {
  const byRule = new Map<string, number[]>();
  for (const { rule, row } of violations) {
    const rows = byRule.get(rule);
    if (rows === undefined) byRule.set(rule, [row]);
    else rows.push(row);
  }
  return [...byRule].map(([rule, rows]) => ({ rule, says: ruleById(rule)?.says ?? '', rows }));
}
