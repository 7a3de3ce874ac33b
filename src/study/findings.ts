import type { Outcome } from '../scenario/types.ts';

/** Something wrong in how a run ends: a broken rule, what is still held, or who waits for ever. */
export interface Finding {
  readonly kind: 'rule' | 'leak' | 'hang';
  /** Equal for the same fault of two runs, wherever it stands in their rows: the rule and what it is about. */
  readonly key: string;
  /** `I1: ffa_notify_binding:id 0 is still held after the remove` */
  readonly text: string;
  /** The row that says so; null for what only the end shows. */
  readonly row: number | null;
}

/** A choice that cannot be followed is the scenario's fault, and who waits for ever is told by name. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(['CHOICE', 'HANG']);

/**
 * What is wrong in how a run ends, in the order of its rows, then what is held, then who waits. A rule that is broken for
 * several resources is several findings, and one that is broken twice for the same is two.
 */
export function findingsOf({ violations, leaks, hang }: Outcome): readonly Finding[] {
  return [
    ...violations
      .filter((v) => !TOLD_ELSEWHERE.has(v.rule))
      .map(({ rule, row, text }): Finding => {
        return { kind: 'rule', key: `${rule} ${subjectOf(text)}`, text: `${rule}: ${text}`, row };
      }),
    ...leaks.map((what): Finding => ({ kind: 'leak', key: `leak ${what}`, text: `${what} is still held`, row: null })),
    ...(hang === null ? [] : hang.split('; ')).map(
      (wait): Finding => ({
        kind: 'hang',
        key: `hang ${wait.replace(/\b\d+ users?\b/, 'users')}`,
        text: wait,
        row: null,
      }),
    ),
  ];
}

/** The resource that a sentence of a rule is about, without when it is held; a sentence about something else as it is. */
const subjectOf = (text: string): string => /^(.+) is still held after /.exec(text)?.[1] ?? text;

/** What the second list has and the first has not, each as often as it is there more often. */
export function without(list: readonly Finding[], others: readonly Finding[]): readonly Finding[] {
  const left = new Map<string, number>();
  for (const { key } of others) left.set(key, (left.get(key) ?? 0) + 1);
  return list.filter(({ key }) => {
    const n = left.get(key) ?? 0;
    if (n > 0) left.set(key, n - 1);
    return n === 0;
  });
}
