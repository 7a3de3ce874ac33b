import type { Change, ContextKind, TraceEvent } from './event.ts';

/** What hardly two rows share: where and when a row stands, and which rows it refers to. */
type Own = 'row' | 'at' | 'cause' | 'action' | 'changes' | 'of' | 'enter';
type Without<E, K extends string> = E extends unknown ? Omit<E, K> : never;

/**
 * All of a row that other rows share with it. A machine that does the same again says the same again: 250,000 rows that
 * load an application 500 times have 150 forms (counted).
 */
export type RowForm = Without<TraceEvent, Own>;

/** What is said of a row, without who says it and where it runs. */
export type RowSaid = Without<RowForm, keyof RowPlace>;

/** Where a row runs, and inside which functions. */
export interface RowPlace {
  readonly cpu: number;
  readonly ctx: string;
  readonly ctxKind: ContextKind;
  readonly stack: readonly string[];
}

/** What a row has for itself, beside its form. */
export interface RowNumbers {
  readonly row: number;
  readonly at: number;
  readonly cause: number | null;
  readonly action: number;
  /** The call that a reply answers; the row where a step began, -1 for none; nothing for other rows. */
  readonly link: number;
}

/**
 * The row of a form. One literal a kind, so that rows of a kind have one shape: with a spread, reading a run took three
 * times the time (measured with `scope bench`).
 */
export function rowOfForm(f: RowForm, n: RowNumbers, changes: readonly Change[]): TraceEvent {
  const { row, at, cause, action, link } = n;
  const { cpu, ctx, ctxKind, stack, why, src, fault } = f;
  switch (f.kind) {
    case 'call': {
      const { kind, from, to, via, w, name, service } = f;
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
      const { kind, from, to, via, w, name, service } = f;
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
        of: link,
      };
    }
    case 'enter': {
      const { kind, from, who, to, fn, args, depth } = f;
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
      const { kind, who, to, fn, args, rc, depth } = f;
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
        enter: link < 0 ? null : link,
      };
    }
    case 'irq': {
      const { kind, from, to, irq, intid, phase } = f;
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
      const { kind, who } = f;
      return { row, at, cpu, ctx, ctxKind, stack, cause, why, src, fault, action, changes, kind, who };
    }
    case 'log': {
      const { kind, who, level, text } = f;
      return { row, at, cpu, ctx, ctxKind, stack, cause, why, src, fault, action, changes, kind, who, level, text };
    }
    case 'choice': {
      const { kind, options, chosen } = f;
      return { row, at, cpu, ctx, ctxKind, stack, cause, why, src, fault, action, changes, kind, options, chosen };
    }
    case 'violation': {
      const { kind, who, rule, text } = f;
      return { row, at, cpu, ctx, ctxKind, stack, cause, why, src, fault, action, changes, kind, who, rule, text };
    }
  }
}
