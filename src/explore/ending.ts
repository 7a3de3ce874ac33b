import { errnoText } from '../abi/errno.ts';
import { type Hash, hashPair, hashText } from '../base/hash-data.ts';
import type { Listener } from '../sim/recorder.ts';
import type { Simulation } from '../stack/simulate.ts';
import { type Finding, without } from '../study/findings.ts';
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
  /** What gives a negative errno back to a person at the keyboard, in order. */
  readonly failures: readonly { readonly fn: string; readonly rc: number; readonly row: number }[];
  /** Lines of Linux at level error or warn. */
  readonly told: readonly { readonly text: string; readonly row: number }[];
  /** What stopped the secure world; null while it runs. */
  readonly panic: string | null;
}

const LEAKS: ReadonlySet<string> = new Set(['I9']);
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(['CHOICE', 'HANG']);
const LINUX: ReadonlySet<string> = new Set(['arm_ffa', 'optee-driver']);
const TROUBLE: ReadonlySet<string> = new Set(['error', 'warn']);

/** Hears what of the rows tells how a run ends. */
export class EndListener implements Listener {
  readonly #fault: number;
  readonly #from: number;
  readonly #findings: Finding[] = [];
  readonly #failures: End['failures'][number][] = [];
  readonly #told: End['told'][number][] = [];
  #struck: number | null = null;
  #course: Hash = 0;

  /** `fault`: the index of the one that is tried, -1 for none; `from`: the row of its place. */
  constructor(fault = -1, from = 0) {
    this.#fault = fault;
    this.#from = from;
  }

  /** The row at which the fault shows first; null where none carries it. */
  get struck(): number | null {
    return this.#struck;
  }

  /** What happens from the place of the fault on, without registers and times. */
  get course(): string {
    return this.#course.toString(36);
  }

  row: Listener['row'] = (row, draft) => {
    if (draft.fault === this.#fault) this.#struck ??= row;
    if (draft.kind === 'call') this.#add(row, draft.service ?? draft.name);
    if (draft.kind === 'violation' && !TOLD_ELSEWHERE.has(draft.rule)) {
      this.#add(row, draft.rule);
      this.#findings.push(brokenRule(draft.rule, draft.text, row));
    }
    if (draft.kind === 'log' && LINUX.has(draft.who) && TROUBLE.has(draft.level))
      this.#told.push({ text: draft.text, row });
  };

  step: Listener['step'] = (row, { fn, fault, outside }, rc) => {
    if (fault === this.#fault && fault !== -1) this.#struck ??= row;
    this.#add(row, `${fn} ${rc}`);
    if (outside.names.length === 0 && typeof rc === 'number' && rc < 0) this.#failures.push({ fn, rc, row });
  };

  #add(row: number, what: string): void {
    if (row >= this.#from) this.#course = hashPair(this.#course, hashText(what));
  }

  /** How the run ends; to be asked once, when nothing more is to run. */
  end({ world, waiting }: Simulation): End {
    const findings = this.#findings.slice();
    // While a task hangs its things are not lost, and what a rule has said is said. Of an id the SPMC knows whether it is
    // bound, and I1 asks there.
    if (waiting.length === 0 && world.get(DRIVER.state) !== 'bound')
      for (const [key, cell] of world.under(HELD_PREFIX)) {
        const what = key.slice(HELD_PREFIX.length);
        if (
          cell.value === 'arm_ffa' ||
          what.startsWith('ffa_notify_binding:') ||
          findings.some((f) => subjectOf(f) === what)
        )
          continue;
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
      failures: this.#failures,
      told: this.#told,
      panic: panic === undefined ? null : String(panic),
    };
  }
}

function brokenRule(rule: string, text: string, row: number): Finding {
  const subject = /^(.+) is still held after /.exec(text)?.[1] ?? text;
  return { kind: 'rule', key: `${rule} ${subject}`, text: `${rule}: ${text}`, row };
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
  const failed = after.failures.find(({ fn }, i) => before.failures[i]?.fn !== fn);
  if (failed !== undefined)
    return { id: 'fails cleanly', text: `${failed.fn} returns ${errnoText(failed.rc)}`, row: failed.row };
  const line = after.told.find(({ text }) => !before.told.some((t) => t.text === text));
  if (line !== undefined) return { id: 'goes on without', text: line.text, row: line.row };
  if (after.bottomHalf !== before.bottomHalf)
    return { id: 'goes on without', text: bottomHalfText(after.bottomHalf), row: null };
  return { id: 'as before', text: '', row: null };
}

const bottomHalfText = (id: number | null): string =>
  id === null ? 'no id is the bottom half’s' : `id ${id} is the bottom half’s`;
