import { ok, type Result } from '../base/result.ts';
import type { SecureWorldId } from '../stack/secure/facts.ts';
import { checkGolden } from './golden.ts';
import { truthOf } from './kinds.ts';
import { checkProfile } from './profile.ts';
import { checkRawCalls } from './raw-calls.ts';
import { checkRecorded } from './recorded.ts';
import { checkRecording, type OpenTrace } from './recording.ts';

/** How the model compares with one file of truth. */
export interface Comparison {
  /** What was counted: cases, or register calls. */
  readonly unit: 'cases' | 'calls';
  readonly equal: number;
  readonly total: number;
  /** Left out of `total`: what decides the answer cannot be said in a scenario. */
  readonly notApplicable: number;
  /** Each departure of the model, and of the profile where the calls are raw ones, with its first difference. */
  readonly departures: readonly string[];
}

/** Compares the model with the truth in a text, of whatever kind it is. `name` names the text in what is said of it. */
export async function compareWith(
  text: string,
  name: string,
  secure: SecureWorldId,
  open: OpenTrace,
): Promise<Result<Comparison>> {
  const truth = truthOf(text);
  if (!truth.ok) return truth;
  switch (truth.value.kind) {
    case 'golden':
      return ok(cases(truth.value.cases, checkGolden));
    case 'frames':
      return ok(cases(truth.value.cases, checkRecorded));
    case 'raw': {
      const { calls } = truth.value;
      const { differences, notApplicable } = checkRawCalls(calls, secure);
      const model = differences.flatMap((d, i) => (d === null ? [] : [`${calls[i]?.case}: ${d}`]));
      const profile = await checkProfile(calls, secure, open);
      const total = calls.length - notApplicable.size;
      const departures = [...model, ...profile];
      return ok({ unit: 'calls', equal: total - model.length, total, notApplicable: notApplicable.size, departures });
    }
    case 'recording': {
      const result = await checkRecording(truth.value.text, name, open);
      if (!result.ok) return result;
      const { equal, calls, difference } = result.value;
      const departures = difference === null ? [] : [difference];
      return ok({ unit: 'calls', equal, total: calls, notApplicable: 0, departures });
    }
  }
}

function cases<C extends { readonly id: string }>(list: readonly C[], check: (c: C) => string | null): Comparison {
  const departures = list.flatMap((c) => {
    const difference = check(c);
    return difference === null ? [] : [`${c.id}: ${difference}`];
  });
  const equal = list.length - departures.length;
  return { unit: 'cases', equal, total: list.length, notApplicable: 0, departures };
}
