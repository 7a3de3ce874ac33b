import { printable } from './printable.ts';

/** The outcome of reading something that a person gave us. Errors at a boundary are values, not exceptions. */
export type Result<T, E = Problem> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

/** One clear sentence: what is wrong, where, and what to do about it. */
export interface Problem {
  /** What is wrong, as a sentence. */
  readonly what: string;
  /** Where: a path as `faults[1].at.call`, a line number, a part of a link. Empty for the whole. */
  readonly where: string;
  /** What to do. */
  readonly remedy: string;
}

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
/** What a person gave may be quoted in any of the three: it comes without control characters. */
export const fail = (what: string, where: string, remedy: string): Result<never> => ({
  ok: false,
  error: { what: printable(what), where: printable(where), remedy: printable(remedy) },
});

/** `faults[0].at.call: no call is named "BIND". Write FFA_NOTIFICATION_BIND.` */
export function problemText(p: Problem): string {
  return `${p.where === '' ? '' : `${p.where}: `}${p.what} ${p.remedy}`.trim();
}
