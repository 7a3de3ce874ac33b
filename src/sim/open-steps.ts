import type { Actor, Args, Rc } from '../trace/event.ts';
import { type Context, callerOf } from './context.ts';
import type { Control } from './control.ts';
import type { OpenStep } from './open-step.ts';
import type { Recorder } from './recorder.ts';

/** A function begins in this flow: no row yet. */
export function beginStep(recorder: Recorder, c: Context, control: Control, step: OpenStep): void {
  step.depth = depthOf(c, control, step.who);
  step.outside = control.stack;
  step.changes = recorder.changed;
  step.kind = c.kind;
  step.atomic = c.atomic > 0;
  control.steps.push(step);
  c.enterFunction(step.fn);
}

/** How many functions of this actor are open. */
function depthOf(c: Context, control: Control, who: Actor): number {
  if (control !== c.own) return count(control, who) + count(c.own, who);
  // In a flow that nothing lies under, the innermost one knows how many are around it.
  for (let i = control.steps.length - 1; i >= 0; i--) {
    const s = control.steps[i] as OpenStep;
    if (s.who === who) return s.depth + 1;
  }
  return 0;
}

function count(control: Control, who: Actor): number {
  let n = 0;
  for (const s of control.steps) if (s.who === who) n++;
  return n;
}

/** The innermost function of this flow ends, and its row is written. */
export function endStep(recorder: Recorder, c: Context, control: Control, step: OpenStep, rc: Rc, args: Args): void {
  control.steps.pop();
  c.leaveFunction();
  if (control.entered > control.steps.length) {
    control.entered = control.steps.length;
    control.open.pop();
  }
  enterOpenSteps(recorder, c);
  recorder.end(step, rc, args, c);
}

/** Something happens inside functions that have begun: now their `enter` rows are written, outermost first. */
export function enterOpenSteps(recorder: Recorder, c: Context): void {
  enterOpen(recorder, c, c.own);
  if (c.fiber !== null) enterOpen(recorder, c, c.fiber);
}

function enterOpen(recorder: Recorder, c: Context, control: Control): void {
  const { steps } = control;
  while (control.entered < steps.length) {
    const step = steps[control.entered] as OpenStep;
    const outer = steps[control.entered - 1] ?? (control === c.own ? undefined : c.own.steps.at(-1));
    // The row belongs to the caller: its own name is not yet on the stack.
    step.enter = recorder.enter(step, callerOf(outer?.to, step.who), c.stackOutside(step.outside, control), c);
    control.open.push(step.enter);
    control.entered++;
  }
}
