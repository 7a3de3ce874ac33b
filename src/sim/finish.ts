import type { Actor, Args, Change, EnterEvent, Rc, RowBase, StepEvent, TraceEvent } from '../trace/event.ts';
import type { Context } from './context.ts';
import type { Draft } from './effect.ts';
import type { OpenStep } from './open-step.ts';

/** What the kernel adds to a draft. */
export type Stamp = Omit<RowBase, 'why' | 'src' | 'fault'>;

/**
 * The row of a draft. One literal a kind, so that rows of a kind have one shape: with a spread, a run of 100,000 rows
 * took twice the time and reading it three times (measured with `scope bench`). Functions have their own, below.
 */
export function finish(d: Draft, s: Stamp): TraceEvent {
  const { row, at, cpu, ctx, ctxKind, stack, cause, action, changes } = s;
  const { why, src, fault } = d;
  switch (d.kind) {
    case 'call': {
      const { kind, from, to, via, w, name, service } = d;
      return {
        row,
        at,
        cpu,
        ctx,
        ctxKind,
        stack,
        cause,
        why,
        src,
        fault,
        action,
        changes,
        kind,
        from,
        to,
        via,
        w,
        name,
        service,
      };
    }
    case 'return': {
      const { kind, from, to, via, w, name, service, of } = d;
      return {
        row,
        at,
        cpu,
        ctx,
        ctxKind,
        stack,
        cause,
        why,
        src,
        fault,
        action,
        changes,
        kind,
        from,
        to,
        via,
        w,
        name,
        service,
        of,
      };
    }
    case 'irq': {
      const { kind, from, to, irq, intid, phase } = d;
      return {
        row,
        at,
        cpu,
        ctx,
        ctxKind,
        stack,
        cause,
        why,
        src,
        fault,
        action,
        changes,
        kind,
        from,
        to,
        irq,
        intid,
        phase,
      };
    }
    case 'change': {
      const { kind, who } = d;
      return { row, at, cpu, ctx, ctxKind, stack, cause, why, src, fault, action, changes, kind, who };
    }
    case 'log': {
      const { kind, who, level, text } = d;
      return { row, at, cpu, ctx, ctxKind, stack, cause, why, src, fault, action, changes, kind, who, level, text };
    }
    case 'choice': {
      const { kind, options, chosen } = d;
      return { row, at, cpu, ctx, ctxKind, stack, cause, why, src, fault, action, changes, kind, options, chosen };
    }
    case 'violation': {
      const { kind, who, rule, text } = d;
      return { row, at, cpu, ctx, ctxKind, stack, cause, why, src, fault, action, changes, kind, who, rule, text };
    }
  }
}

/** The row of a function's end. */
export function finishStep(
  row: number,
  at: number,
  c: Context,
  changes: readonly Change[],
  step: OpenStep,
  rc: Rc,
  args: Args,
): StepEvent {
  return {
    row,
    at,
    cpu: c.cpu,
    ctx: c.name,
    ctxKind: c.kind,
    stack: c.stackNow(),
    cause: c.causeNow,
    why: step.why,
    src: step.src,
    fault: step.fault,
    action: c.action,
    changes,
    kind: 'step',
    who: step.who,
    to: step.to,
    fn: step.fn,
    args,
    rc,
    depth: step.depth,
    enter: step.enter,
  };
}

/** The row of a function's beginning. */
export function finishEnter(
  row: number,
  at: number,
  c: Context,
  changes: readonly Change[],
  stack: readonly string[],
  step: OpenStep,
  from: Actor,
): EnterEvent {
  return {
    row,
    at,
    cpu: c.cpu,
    ctx: c.name,
    ctxKind: step.kind,
    stack,
    cause: c.causeNow,
    why: step.why,
    src: step.src,
    fault: step.fault,
    action: c.action,
    changes,
    kind: 'enter',
    from,
    who: step.who,
    to: step.to,
    fn: step.fn,
    args: step.args,
    depth: step.depth,
  };
}
