import { errnoText } from '../abi/errno.ts';
import { hashText } from '../base/hash-data.ts';
import { after, appended, EMPTY, joined, type RollingHash, rollingText } from '../base/rolling-hash.ts';
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

/** What was heard of a run from some row on; rows are counted from there. */
export interface Heard {
  readonly findings: readonly Finding[];
  readonly failures: End['failures'];
  readonly told: End['told'];
  readonly struck: number | null;
  /** What happened, without registers, times and which error it is. */
  readonly course: RollingHash;
}

/** How much had been heard at some moment. */
export type Mark = Readonly<Record<'findings' | 'failures' | 'told', number>> & { readonly course: RollingHash };

/** Of the last moment of a run what its end is told by. */
export interface Last {
  /** What is held, unless somebody who has it still waits, or the driver is bound. */
  readonly held: readonly string[];
  readonly waiting: Simulation['waiting'];
  readonly bottomHalf: number | null;
  readonly panic: string | null;
}

/** Hears what of the rows tells how a run ends. */
export class EndListener implements Listener {
  readonly #fault: number;
  readonly #findings: Finding[] = [];
  readonly #failures: End['failures'][number][] = [];
  readonly #told: End['told'][number][] = [];
  #course = EMPTY;
  #struck: number | null = null;

  /** `fault`: the index of the one that is tried, -1 for none. */
  constructor(fault = -1) {
    this.#fault = fault;
  }

  /** The row at which the fault shows first; null where none carries it. */
  get struck(): number | null {
    return this.#struck;
  }

  row: Listener['row'] = (row, draft) => {
    if (draft.fault === this.#fault) this.#struck ??= row;
    if (draft.kind === 'call') this.#add(draft.service ?? draft.name);
    if (draft.kind === 'violation' && !TOLD_ELSEWHERE.has(draft.rule)) {
      this.#add(draft.rule);
      this.#findings.push(brokenRule(draft.rule, draft.text, row));
    }
    if (draft.kind === 'log' && LINUX.has(draft.who) && TROUBLE.has(draft.level))
      this.#told.push({ text: draft.text, row });
  };

  step: Listener['step'] = (row, { fn, fault, outside }, rc) => {
    if (fault === this.#fault) this.#struck ??= row;
    this.#add(`${fn} ${typeof rc === 'number' ? Math.sign(rc) : rc}`);
    if (outside.names.length === 0 && typeof rc === 'number' && rc < 0) this.#failures.push({ fn, rc, row });
  };

  #add(what: string): void {
    this.#course = appended(this.#course, hashText(what));
  }

  /** What has happened since the fault struck, without registers, times and which error it is. */
  get course(): string {
    return rollingText(this.#course);
  }

  get mark(): Mark {
    const [findings, failures] = [this.#findings.length, this.#failures.length];
    return { findings, failures, told: this.#told.length, course: this.#course };
  }

  /** What was heard from one moment to another, at which `row` was the next one. */
  heard(from: Mark, to: Mark, row: number): Heard {
    const findings = this.#findings.slice(from.findings, to.findings).map((f) => moved(f, -row));
    const failures = this.#failures.slice(from.failures, to.failures).map((f) => moved(f, -row));
    const told = this.#told.slice(from.told, to.told).map((t) => moved(t, -row));
    const struck = this.#struck === null || this.#struck < row ? null : this.#struck - row;
    return { findings, failures, told, struck, course: after(to.course, from.course) };
  }

  /** Hears what another run told of its rows, which are this one's from `row` on. */
  hear({ findings, failures, told, struck, course }: Heard, row: number): void {
    for (const f of findings) this.#findings.push(moved(f, row));
    for (const f of failures) this.#failures.push(moved(f, row));
    for (const t of told) this.#told.push(moved(t, row));
    if (struck !== null) this.#struck ??= struck + row;
    this.#course = joined(this.#course, course);
  }

  /** How the run ends; to be asked once, when nothing more is to run. */
  end({ held, waiting, bottomHalf, panic }: Last): End {
    const findings = this.#findings.slice();
    for (const what of held) {
      if (findings.some((f) => subjectOf(f) === what)) continue;
      findings.push({ kind: 'leak', key: `leak ${what}`, text: `${what} is still held`, row: null });
    }
    for (const { task, what } of waiting) {
      const text = `${task} waits for ever: ${what}`;
      findings.push({ kind: 'hang', key: `hang ${text.replace(/\b\d+ users?\b/, 'users')}`, text, row: null });
    }
    return { findings, bottomHalf, failures: this.#failures, told: this.#told, panic };
  }
}

/** What has been heard before anything has. */
export const NOTHING_HEARD: Mark = { findings: 0, failures: 0, told: 0, course: EMPTY };

const moved = <T extends { readonly row: number | null }>(said: T, by: number): T =>
  said.row === null ? said : { ...said, row: said.row + by };

/** What the end of a run is told by, when nothing more is to run. */
export function lastOf({ world, waiting }: Simulation): Last {
  const held: string[] = [];
  // While a task hangs its things are not lost, and what a rule has said is said. Of an id the SPMC knows whether it is
  // bound, and I1 asks there.
  if (waiting.length === 0 && world.get(DRIVER.state) !== 'bound')
    for (const [key, cell] of world.under(HELD_PREFIX)) {
      const what = key.slice(HELD_PREFIX.length);
      if (cell.value !== 'arm_ffa' && !what.startsWith('ffa_notify_binding:')) held.push(what);
    }
  const value = world.get(DRIVER.bottomHalfValue);
  const panic = world.get(OPTEE.panic) ?? world.get(SPMC.panic);
  return {
    held,
    waiting,
    bottomHalf: typeof value === 'number' && value !== U32_MAX ? value : null,
    panic: panic === undefined ? null : String(panic),
  };
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
