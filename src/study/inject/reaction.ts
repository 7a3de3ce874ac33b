import { errnoText } from '../../abi/errno.ts';
import { addFault } from '../../scenario/fork.ts';
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

/**
 * What follows in this scenario when the fault strikes at `row`, in one to four sentences: what the function returns, what
 * Linux logs, what it sends next, how the probe ends, which rule breaks. Null where nothing can be said: so late in a
 * run that it would take long, or a fault that never strikes.
 */
export function reactionOf(scenario: Scenario, fault: Fault, row: number): string | null {
  if (row > LATEST) return null;
  const forked = addFault(scenario, fault);
  const { trace, outcome } = run(forked, row + AFTER);
  const index = forked.faults.indexOf(fault);
  const at = [...trace.rows()].find((e) => e.fault === index && (e.kind === 'return' || e.kind === 'call'));
  if (at === undefined) return null;
  const answer = [...trace.rows()].find((e) => e.kind === 'return' && e.of === at.row) ?? at;
  if (answer.kind === 'call') return outcome.hang === null ? null : sentence(outcome.hang);
  const after = rowsAfter(trace, answer);
  const told = [returned(after), logged(after), next(after), probed(after), broken(trace, answer.row)];
  return told.filter((text) => text !== null).join(' ');
}

/** What the same task does until its action is over. */
const rowsAfter = (trace: Trace, answer: TraceEvent): TraceEvent[] =>
  [...trace.rows(answer.row + 1)].filter((e) => e.ctx === answer.ctx && e.action === answer.action);

/** The first function of Linux that comes back, and with what. */
function returned(after: readonly TraceEvent[]): string | null {
  const step = after.find((e): e is StepEvent => e.kind === 'step' && e.rc !== null && LINUX.includes(e.who));
  if (step === undefined) return null;
  return `${step.fn} returns ${typeof step.rc === 'number' && step.rc < 0 ? errnoText(step.rc) : step.rc}.`;
}

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
