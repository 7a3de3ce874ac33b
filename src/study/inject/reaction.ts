import { errnoText } from '../../abi/errno.ts';
import { addFault } from '../../scenario/fork.ts';
import { LIMITS } from '../../scenario/limits.ts';
import { run } from '../../scenario/run.ts';
import type { Scenario } from '../../scenario/types.ts';
import type { Fault } from '../../sim/fault.ts';
import type { StepEvent, TraceEvent } from '../../trace/event.ts';
import type { Trace } from '../../trace/trace.ts';

// What Linux makes of an answer, found by running the model with it.

/** Rows after the answer that are run: what the task makes of it shows within them. */
const AFTER = 400;

/** Beyond this row a run would keep a person waiting. */
const LATEST = 20_000;

const LINUX: readonly string[] = ['arm_ffa', 'optee-driver'];
const TROUBLE: readonly string[] = ['error', 'warn'];
/** Rows that a fault can touch: a call, its reply, a function. */
const REACTS: readonly string[] = ['call', 'return', 'step'];

/** What Linux makes of one answer. */
export interface Reaction {
  /** What the function of Linux that takes the answer returns: a negative errno, 0, or a positive number. Null for none. */
  readonly rc: number | null;
  /** What comes of it, for one line; empty where nothing differs that could be said. */
  readonly short: string;
  /** In one to four sentences: what the function returns, what Linux logs, what it sends next, how the probe ends. */
  readonly text: string;
}

/**
 * What follows in this scenario when the fault strikes at `row`. Null where nothing can be said: so late in a run that it
 * would take long, or a fault that never strikes.
 */
export function reactionOf(scenario: Scenario, fault: Fault, row: number): Reaction | null {
  if (row > LATEST || scenario.faults.length >= LIMITS.faults) return null;
  const forked = addFault(scenario, fault);
  const { trace, outcome } = run(forked, row + AFTER);
  const index = forked.faults.indexOf(fault);
  const at = [...trace.rows()].find((e) => e.fault === index && REACTS.includes(e.kind));
  if (at === undefined) return null;
  const answer = answerAt(trace, at);
  if (answer.kind === 'call') {
    const hang = sentence(outcome.hang ?? 'No answer comes before the run is stopped');
    return { rc: null, short: hang, text: hang };
  }
  const usual = usually(scenario);
  const { rc, ...said } = sayings(trace, answer);
  const before = at.row < usual.length ? sayings(usual, answerAt(usual, usual.row(at.row))) : null;
  const breaks = broken(trace, answer.row, usual);
  const returns = rc === null ? null : `${rc.fn} returns ${rcText(rc.rc)}.`;
  const follows = [said.logged, said.next, said.probed, breaks].filter((s) => s !== null);
  // What would have been so without the answer is not what Linux makes of it.
  const same =
    before !== null &&
    breaks === null &&
    rc?.fn === before.rc?.fn &&
    rc?.rc === before.rc?.rc &&
    said.logged === before.logged &&
    said.next === before.next &&
    said.probed === before.probed;
  const whole = [returns, ...follows].filter((t) => t !== null);
  return {
    rc: typeof rc?.rc === 'number' ? rc.rc : null,
    short: follows.at(-1) ?? '',
    text: (same || whole.length === 0 ? [UNMOVED, said.probed] : whole).filter((t) => t !== null).join(' '),
  };
}

const UNMOVED = 'Linux goes on as if nothing had been said.';

/** What can be told of the rows after an answer. */
function sayings(trace: Trace, answer: TraceEvent) {
  const after = rowsAfter(trace, answer);
  return { rc: returned(after), logged: logged(after), next: next(after), probed: probed(after) };
}

const answerAt = (trace: Trace, at: TraceEvent): TraceEvent =>
  [...trace.rows(at.row)].find((e) => e.kind === 'return' && e.of === at.row) ?? at;

const usualRuns = new WeakMap<Scenario, Trace>();

/** The same scenario without the answer, as far as answers are tried in it. */
function usually(scenario: Scenario): Trace {
  const known = usualRuns.get(scenario) ?? run(scenario, LATEST + AFTER).trace;
  usualRuns.set(scenario, known);
  return known;
}

const rcText = (rc: StepEvent['rc']): string => (typeof rc === 'number' && rc < 0 ? errnoText(rc) : String(rc));

/** What the same task does until its action is over. */
const rowsAfter = (trace: Trace, answer: TraceEvent): TraceEvent[] =>
  [...trace.rows(answer.row + 1)].filter((e) => e.ctx === answer.ctx && e.action === answer.action);

/** The first function of Linux that comes back with a result. */
const returned = (after: readonly TraceEvent[]): StepEvent | null =>
  after.find((e): e is StepEvent => e.kind === 'step' && e.rc !== null && LINUX.includes(e.who)) ?? null;

function logged(after: readonly TraceEvent[]): string | null {
  const line = after.find((e) => e.kind === 'log' && LINUX.includes(e.who) && TROUBLE.includes(e.level));
  return line?.kind === 'log' ? `Linux logs "${line.text}".` : null;
}

function next(after: readonly TraceEvent[]): string | null {
  const call = after.find((e) => e.kind === 'call');
  return call?.kind === 'call' ? `Then it sends ${call.service ?? call.name}.` : null;
}

function probed(after: readonly TraceEvent[]): string | null {
  const probe = after.find((e): e is StepEvent => e.kind === 'step' && e.fn === 'optee_ffa_probe');
  const whole = probe ?? after.find((e): e is StepEvent => e.kind === 'step' && e.fn === 'ffa_device_probe');
  if (typeof whole?.rc !== 'number') return null;
  return whole.rc === 0 ? 'The probe succeeds.' : `The probe fails with ${errnoText(whole.rc)}.`;
}

/** The first rule that breaks after the answer, and does not break without it. */
function broken(trace: Trace, from: number, usual: Trace): string | null {
  const isBroken = (e: TraceEvent): e is TraceEvent & { kind: 'violation' } =>
    e.kind === 'violation' && e.rule !== 'LIMIT';
  const known = new Set([...usual.rows()].filter(isBroken).map((e) => `${e.rule} ${e.text}`));
  const found = [...trace.rows(from)].filter(isBroken).find((e) => !known.has(`${e.rule} ${e.text}`));
  return found === undefined ? null : `Rule ${found.rule} breaks: ${sentence(found.text)}`;
}

const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);
