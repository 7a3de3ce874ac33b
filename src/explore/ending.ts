import { errnoText } from '../abi/errno.ts';
import type { Simulation } from '../stack/simulate.ts';
import { type Finding, without } from '../study/findings.ts';
import type { TraceEvent } from '../trace/event.ts';
import { DRIVER, HELD_PREFIX, OPTEE, SPMC, U32_MAX } from '../trace/keys.ts';

/**
 * How a run ends beside the same run without the fault, from harmless to worst. A run has one ending, the worst of all that
 * is so.
 */
export const ENDINGS = [
  { id: 'as before', glyph: '✓', says: 'It ends as without the fault.', broke: false },
  { id: 'goes on without', glyph: '◐', says: 'It goes on without what failed, or says so and goes on.', broke: false },
  { id: 'fails cleanly', glyph: '×', says: 'An action fails, and leaves nothing behind.', broke: false },
  { id: 'leaks', glyph: '●', says: 'Something is held for ever.', broke: true },
  { id: 'hangs', glyph: '‖', says: 'A task never ends.', broke: true },
  { id: 'breaks a rule', glyph: '▲', says: 'A rule is broken that holds without the fault.', broke: true },
  { id: 'panics', glyph: '✖', says: 'The secure world stops.', broke: true },
] as const;

export type EndingId = (typeof ENDINGS)[number]['id'];

const rank = (id: EndingId): number => ENDINGS.findIndex((e) => e.id === id);
export const isBroken = (id: EndingId): boolean => ENDINGS[rank(id)]?.broke === true;
export const worse = (a: EndingId, b: EndingId): EndingId => (rank(a) >= rank(b) ? a : b);

/** Why a run ended so, in one line. */
export interface Ending {
  readonly id: EndingId;
  /** The rules that break here and not without the fault, in the order of their rows. */
  readonly rules: readonly string[];
  /** `I1: ffa_notify_binding:id 0 is still held after the remove`; empty for a run that ends as before. */
  readonly text: string;
  /** The row that shows it; null where only the end does. */
  readonly row: number | null;
  /** Everything that is wrong here and not without the fault: broken rules in the order of their rows, leaks, hangs. */
  readonly news: readonly Finding[];
}

/** Everything of a run's end that endings are told by. */
export interface End {
  readonly findings: readonly Finding[];
  /** The driver's bottom half when nothing runs any more; null for none. */
  readonly bottomHalf: number | null;
  /** By action: the first negative errno that it gives back, and its row. */
  readonly failures: ReadonlyMap<number, { readonly rc: number; readonly row: number; readonly fn: string }>;
  /** Lines of Linux at level error or warn. */
  readonly told: readonly { readonly text: string; readonly row: number }[];
  /** What stopped the secure world; null while it runs. */
  readonly panic: string | null;
}

const LEAKS: ReadonlySet<string> = new Set(['I9']);
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(['CHOICE', 'HANG']);
const LINUX: ReadonlySet<string> = new Set(['arm_ffa', 'optee-driver']);

/** Reads a run's end, its rows once. */
export function endOf({ trace, world, waiting }: Simulation): End {
  const findings: Finding[] = [];
  const failures = new Map<number, { rc: number; row: number; fn: string }>();
  const told: { text: string; row: number }[] = [];
  for (const e of trace.rows()) {
    if (e.kind === 'violation' && !TOLD_ELSEWHERE.has(e.rule)) findings.push(brokenRule(e));
    else if (e.kind === 'log') {
      if (LINUX.has(e.who) && (e.level === 'error' || e.level === 'warn')) told.push({ text: e.text, row: e.row });
    } else if (e.kind === 'step' && e.stack.length === 0 && typeof e.rc === 'number' && e.rc < 0)
      if (!failures.has(e.action)) failures.set(e.action, { rc: e.rc, row: e.row, fn: e.fn });
  }
  // While a task hangs its things are not lost, and what a rule has said is said.
  if (waiting.length === 0 && world.get(DRIVER.state) !== 'bound')
    for (const [key, cell] of world.under(HELD_PREFIX)) {
      const what = key.slice(HELD_PREFIX.length);
      if (cell.value === 'arm_ffa' || findings.some((f) => subjectOf(f) === what)) continue;
      findings.push({ kind: 'leak', key: `leak ${what}`, text: `${what} is still held`, row: null });
    }
  for (const { task, what } of waiting) {
    const text = `${task} waits for ever: ${what}`;
    findings.push({ kind: 'hang', key: `hang ${text.replace(/\b\d+ users?\b/, 'users')}`, text, row: null });
  }
  const value = world.get(DRIVER.bottomHalfValue);
  const panic = world.get(OPTEE.panic) ?? world.get(SPMC.panic);
  return {
    findings,
    bottomHalf: typeof value === 'number' && value !== U32_MAX ? value : null,
    failures,
    told,
    panic: panic === undefined ? null : String(panic),
  };
}

function brokenRule(e: TraceEvent & { kind: 'violation' }): Finding {
  const subject = /^(.+) is still held after /.exec(e.text)?.[1] ?? e.text;
  return { kind: 'rule', key: `${e.rule} ${subject}`, text: `${e.rule}: ${e.text}`, row: e.row };
}

const subjectOf = (f: Finding): string => f.key.slice(f.key.indexOf(' ') + 1);

/** The rule that a finding of kind `rule` is about. */
export const ruleOf = (f: Finding): string => f.key.split(' ', 1)[0] as string;

/** How a run ends, beside the run without the fault. */
export function endingOf(before: End, after: End): Ending {
  const news = without(after.findings, before.findings);
  const worst = worstOf(before, after, news);
  const rules = [...new Set(news.filter((f) => f.kind === 'rule').map(ruleOf))];
  return { ...worst, rules, news };
}

type Worst = Pick<Ending, 'id' | 'text' | 'row'>;

function worstOf(before: End, after: End, news: readonly Finding[]): Worst {
  const broken = news.filter((f) => f.kind === 'rule' && !LEAKS.has(ruleOf(f)));
  if (after.panic !== null && before.panic === null) {
    const found = broken.find((f) => ruleOf(f) === 'PANIC') ?? broken[0];
    return found === undefined ? { id: 'panics', text: after.panic, row: null } : worst('panics', found);
  }
  const [rule] = broken;
  if (rule !== undefined) return worst('breaks a rule', rule);
  const hang = news.find((f) => f.kind === 'hang');
  if (hang !== undefined) return worst('hangs', hang);
  const [leak] = news;
  return leak === undefined ? harmless(before, after) : worst('leaks', leak);
}

const worst = (id: EndingId, { text, row }: Finding): Worst => ({ id, text, row });

/** Nothing is broken: what is otherwise all the same. */
function harmless(before: End, after: End): Worst {
  for (const [action, { rc, row, fn }] of after.failures)
    if (!before.failures.has(action)) return { id: 'fails cleanly', text: `${fn} returns ${errnoText(rc)}`, row };
  const line = after.told.find(({ text }) => !before.told.some((t) => t.text === text));
  if (line !== undefined) return { id: 'goes on without', text: line.text, row: line.row };
  if (after.bottomHalf !== before.bottomHalf)
    return { id: 'goes on without', text: bottomHalfText(after.bottomHalf), row: null };
  return { id: 'as before', text: '', row: null };
}

const bottomHalfText = (id: number | null): string =>
  id === null ? 'no id is the bottom half’s' : `id ${id} is the bottom half’s`;
