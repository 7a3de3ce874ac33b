import { type Context, callerOf } from './context.ts';
import type { Control, OpenStep } from './control.ts';
import type { Effect, NamedStep } from './effect.ts';
import type { Recorder } from './recorder.ts';

/** A function begins in this flow: no row yet. Answers how many steps of the same actor are around it. */
export function beginStep(
  recorder: Recorder,
  c: Context,
  control: Control,
  called: NamedStep,
  fault: number | null,
): number {
  const { who, to, fn, args, why, src } = called;
  let depth = 0;
  for (const s of c.own.steps) if (s.who === who) depth++;
  if (control !== c.own) for (const s of control.steps) if (s.who === who) depth++;
  const from = callerOf((control.steps.at(-1) ?? c.own.steps.at(-1))?.to, who);
  const level = control.stack.length;
  const began = { changes: recorder.changed, kind: c.kind, atomic: c.atomic > 0 };
  control.steps.push({ from, who, to, fn, args, why, src, fault, depth, level, began, enter: null });
  c.enterFunction(fn);
  return depth;
}

/** The innermost function of this flow ends, and its row is written. */
export function endStep(recorder: Recorder, c: Context, control: Control, draft: EndDraft): void {
  const step = control.steps.pop();
  c.leaveFunction();
  if (step !== undefined && step.enter !== null) control.open.pop();
  enterOpenSteps(recorder, c);
  draft.enter = step?.enter ?? null;
  recorder.append(draft, c);
}

type EndDraft = (Effect & { op: 'end' })['draft'];

/** Something happens inside functions that have begun: now their `enter` rows are written, outermost first. */
export function enterOpenSteps(recorder: Recorder, c: Context): void {
  enterOpen(recorder, c, c.own);
  if (c.fiber !== null) enterOpen(recorder, c, c.fiber);
}

function enterOpen(recorder: Recorder, c: Context, control: Control): void {
  for (const step of control.steps) if (step.enter === null) enter(recorder, c, control, step);
}

function enter(recorder: Recorder, c: Context, control: Control, step: OpenStep): void {
  const { from, who, to, fn, args, why, src, fault, depth } = step;
  const draft = { kind: 'enter', from, who, to, fn, args, depth, why, src, fault } as const;
  // The row belongs to the caller: its own name is not yet on the stack.
  step.enter = recorder.append(draft, c, { ...step.began, stack: c.stackOutside(step, control) });
  control.open.push(step.enter);
}
