import { errnoName } from '../abi/errno.ts';
import { statusWithErrno } from '../abi/status.ts';
import { hex, s32 } from '../base/bits.ts';
import { CONTEXTS } from './contexts.ts';
import type { Args, Rc, TraceEvent, Value } from './event.ts';
import type { Trace } from './trace.ts';

/**
 * The trace as aligned text: the format of the golden files, so the same trace gives the same bytes. Two lines a row at
 * most: the first says where, who and what, the second the sentence that explains it. No line is cut: registers and
 * arguments stand whole, and most lines end before column 120. `rows` are those to print, all of them when absent.
 */
export function* printTrace(trace: Trace, rows: Iterable<TraceEvent> = trace.rows()): Iterable<string> {
  if (trace.length === 0) return;
  const last = trace.row(trace.length - 1);
  yield* printed(trace, rows, { row: String(last.row).length, at: micros(last.at).length, ctx: contextWidth(trace) });
}

/** The rows from `from` on of a trace that grows: its columns are as wide as those of a long one. */
export const printGrowing = (trace: Trace, from: number): Iterable<string> => printed(trace, trace.rows(from), WIDE);

const WIDE: Widths = { row: 6, at: 14, ctx: 18 };

function* printed(trace: Trace, rows: Iterable<TraceEvent>, widths: Widths): Iterable<string> {
  for (const e of rows) {
    const begin = e.kind === 'step' && e.enter !== null ? trace.row(e.enter) : null;
    yield printRow(e, widths, begin);
    if (e.why !== '' && e.why !== begin?.why) yield `${' '.repeat(indent(widths))}${e.why}`;
  }
}

interface Widths {
  readonly row: number;
  readonly at: number;
  readonly ctx: number;
}

const indent = (w: Widths): number => w.row + w.at + w.ctx + 13;

/** Context names beyond this are cut: recordings have long ones. */
const MAX_CTX = 18;

function contextWidth(trace: Trace): number {
  let width = 0;
  for (const e of trace.rows()) if (e.ctx.length > width) width = e.ctx.length;
  return Math.min(width, MAX_CTX);
}

/** One row without its sentence: `63  12.345  cpu0 insmod  spmc -> arm_ffa  FFA_SUCCESS  0x84000061`. */
function printRow(e: TraceEvent, w: Widths, begin: TraceEvent | null): string {
  const ctx = e.ctx.length > MAX_CTX ? `${e.ctx.slice(0, MAX_CTX - 1)}…` : e.ctx;
  const where = [
    String(e.row).padStart(w.row),
    micros(e.at).padStart(w.at),
    `cpu${e.cpu}`,
    CONTEXTS[e.ctxKind].mark,
    ctx.padEnd(w.ctx),
  ];
  const fault = e.fault === null ? '' : `  [fault ${e.fault}]`;
  return `${where.join(' ')}  ${what(e, begin)}${fault}`;
}

function what(e: TraceEvent, begin: TraceEvent | null): string {
  switch (e.kind) {
    case 'call':
      return `${route(e.from, e.to, '->')} ${named(e)}  ${registers(e.w)}`;
    case 'return':
      return `${route(e.from, e.to, '->')} ${named(e)}  ${registers(e.w)}${status(e)}  of ${e.of}`;
    case 'enter':
      return `${route(e.from, e.to, '=>')} ${e.fn}(${args(e.args)}) {`;
    case 'step':
      return `${e.who.padEnd(ROUTE)} ${begin === null ? '' : '} '}${e.fn}(${args(newArgs(e.args, begin))})${result(e.rc)}${e.enter === null ? '' : `  of ${e.enter}`}`;
    case 'irq':
      return `${route(e.from, e.to, '~>')} ${e.irq} ${e.phase}${e.intid === null ? '' : `, INTID ${e.intid}`}`;
    case 'change':
      return `${e.who.padEnd(ROUTE)} ${e.changes.map((c) => `${c.key}: ${cell(c.before)} -> ${cell(c.after)}`).join('; ')}`;
    case 'log':
      return `${e.who.padEnd(ROUTE)} ${e.level}: ${e.text}`;
    case 'choice':
      return `${'choice'.padEnd(ROUTE)} ${e.options[e.chosen] ?? '?'}, not ${e.options.filter((_, i) => i !== e.chosen).join(', ')}`;
    case 'violation':
      return `${e.who.padEnd(ROUTE)} VIOLATION ${e.rule}: ${e.text}`;
  }
}

/** Columns of `from -> to`: the longest pair of lanes. */
const ROUTE = 'optee-driver => optee-driver'.length;

const route = (from: string, to: string, arrow: string): string => `${from} ${arrow} ${to}`.padEnd(ROUTE);

const named = (e: { readonly name: string; readonly service: string | null }): string =>
  e.service === null ? e.name : `${e.name} ${e.service}`;

/** w0 to w7 without the zeros at the end. */
function registers(w: readonly bigint[]): string {
  const used = w.findLastIndex((word) => word !== 0n) + 1;
  return w
    .slice(0, Math.max(used, 1))
    .map((word) => hex(word))
    .join(' ');
}

/** At its end a function shows what its beginning could not: results that came back through its arguments. */
function newArgs(a: Args, begin: TraceEvent | null): Args {
  if (begin?.kind !== 'enter') return a;
  return Object.fromEntries(Object.entries(a).filter(([name, v]) => text(v) !== text(begin.args[name] ?? null)));
}

const args = (a: Args): string =>
  Object.entries(a)
    .map(([name, value]) => `${name}=${text(value)}`)
    .join(', ');

function text(value: Args[string]): string {
  if (Array.isArray(value)) return `[${value.map(text).join(' ')}]`;
  return typeof value === 'bigint' ? hex(value) : String(value);
}

/** What FFA_ERROR means, to the FF-A and to Linux. */
const status = (e: { readonly name: string; readonly w: readonly bigint[] }): string =>
  e.name === 'FFA_ERROR' ? `  ${statusWithErrno(s32(e.w[2] ?? 0n))}` : '';

function result(rc: Rc): string {
  const name = typeof rc === 'number' && rc < 0 ? errnoName(rc) : null;
  return rc === null ? '' : ` = ${rc}${name === null ? '' : ` (-${name})`}`;
}

const cell = (value: Value | undefined): string =>
  value === undefined ? 'none' : typeof value === 'bigint' ? hex(value) : String(value);

/** Nanoseconds as microseconds with three decimals. */
const micros = (ns: number): string => `${Math.floor(ns / 1000)}.${String(Math.floor(ns) % 1000).padStart(3, '0')}`;
