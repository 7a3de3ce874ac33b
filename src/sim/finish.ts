import type { RowBase, TraceEvent } from '../trace/event.ts';
import type { Draft } from './effect.ts';

/** What the kernel adds to a draft. */
export type Stamp = Omit<RowBase, 'why' | 'src' | 'fault'>;

/**
 * The row of a draft. One literal a kind, so that rows of a kind have one shape: with a spread, a run of 100,000 rows
 * took twice the time and reading it three times (measured with `scope bench`).
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
    case 'enter': {
      const { kind, from, who, to, fn, args, depth } = d;
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
        who,
        to,
        fn,
        args,
        depth,
      };
    }
    case 'step': {
      const { kind, who, to, fn, args, rc, depth, enter } = d;
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
        who,
        to,
        fn,
        args,
        rc,
        depth,
        enter,
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
