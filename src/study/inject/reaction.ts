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
  const answer = [...trace.rows()].find((e) => e.kind === 'return' && e.of === at.row) ?? at;
  if (answer.kind === 'call') {
    const hang = sentence(outcome.hang ?? 'No answer comes before the run is stopped');
    return { rc: null, short: hang, text: hang };
  }
  const after = rowsAfter(trace, answer);
  const rc = returned(after);
  const follows = [logged(after), next(after), probed(after), broken(trace, answer.row)].filter((s) => s !== null);
  const whole = [rc === null ? null : `${rc.fn} returns ${rcText(rc.rc)}.`, ...follows].filter((s) => s !== null);
  return {
    rc: typeof rc?.rc === 'number' ? rc.rc : null,
    short: follows.at(-1) ?? '',
    text: whole.length === 0 ? 'Linux goes on as if nothing had been said.' : whole.join(' '),
  };
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

function broken(trace: Trace, from: number): string | null {
  const found = [...trace.rows(from)].find((e) => e.kind === 'violation' && e.rule !== 'LIMIT');
  return found?.kind === 'violation' ? `Rule ${found.rule} breaks: ${sentence(found.text)}` : null;
}

const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);
