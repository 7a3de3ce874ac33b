import type { Rule } from '../../diagnose/responder.ts';
import type { OpenRecording } from './recording.ts';
import { JUDGEMENTS, type RowJudgement } from './survey-facts.ts';
import { placeOfRow, verdictOf } from './verdict-list.ts';

/** What is said about one row of a recording. */
export interface RowVerdict {
  readonly judgement: Exclude<RowJudgement, 'none'>;
  readonly text: string;
  readonly rule: Rule | null;
  /** Registers that differ from the profile's usual answer; empty for rows that do not depart. */
  readonly differing: readonly { readonly register: number; readonly recorded: bigint; readonly expected: bigint }[];
}

/** What the profile says of a row; null for rows that it does not judge. */
export function verdictAt({ checked, shown }: OpenRecording, row: number): RowVerdict | null {
  const judgement = JUDGEMENTS[checked.judgements[row] ?? 0] ?? 'none';
  if (judgement === 'none') return null;
  const rule = checked.rules[(checked.ruleOf[row] ?? 0) - 1] ?? null;
  const place = placeOfRow(checked.departures.rows, row);
  const departure =
    judgement === 'departure' && checked.departures.rows[place] === row
      ? verdictOf(checked.departures, checked.rules, place)
      : undefined;
  if (departure === undefined)
    return { judgement, rule, text: rule?.text ?? 'The profile does not know this call.', differing: [] };
  const e = shown.trace.row(row);
  const differing =
    e.kind !== 'return' || departure.expected === null
      ? []
      : departure.expected.flatMap((expected, register) => {
          const recorded = e.w[register] ?? 0n;
          return recorded === expected ? [] : [{ register, recorded, expected }];
        });
  return { judgement, rule: departure.rule, text: departure.text, differing };
}
