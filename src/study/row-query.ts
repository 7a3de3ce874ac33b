import { decodeReply } from '../abi/decode.ts';
import { errnoName } from '../abi/errno.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { ACTOR_ORDER, ACTORS } from '../trace/actors.ts';
import type { Actor, EventKind, TraceEvent } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';

/** Does this row fit? */
export type RowTest = (trace: Trace, e: TraceEvent) => boolean;

/** A lane by its id or by the short word for it. */
const LANES: Readonly<Record<string, Actor>> = Object.fromEntries(
  ACTOR_ORDER.flatMap((a) => [
    [ACTORS[a].word, a],
    [a, a],
  ]),
);
const KINDS: readonly EventKind[] = ['call', 'return', 'enter', 'step', 'irq', 'change', 'log', 'choice', 'violation'];
const REMEDY =
  'Write w3=5, w3=0x8/0xf, err:DENIED, lane:spmc, fn:notify_request, call:BIND, kind:log, rule:I6, ctx:insmod, cpu:0, row:10-20, src:linux/optee-v6.12, or words.';

/**
 * What a query asks of a row. Its parts stand apart by spaces and must all hold; `!` before a part turns it round, and
 * quotes keep words together. `w3=0x8/0xf` compares under a mask. An empty query fits no row.
 */
export function parseQuery(text: string): Result<RowTest> {
  const tests: RowTest[] = [];
  for (const part of parts(text)) {
    const not = part.startsWith('!');
    const test = parsePart(not ? part.slice(1) : part);
    if (!test.ok) return test;
    tests.push(not ? (trace, e) => !test.value(trace, e) : test.value);
  }
  if (tests.length === 0) return ok(() => false);
  return ok((trace, e) => tests.every((t) => t(trace, e)));
}

/** The parts of a query: apart by spaces, unless quotes keep them together. */
function parts(text: string): readonly string[] {
  return [...text.matchAll(/(?:[^\s"]|"[^"]*"?)+/g)].map((m) => m[0]);
}

const bare = (text: string): string => text.replaceAll('"', '');

function parsePart(part: string): Result<RowTest> {
  const register = /^[wx]([0-9]{1,2})(=|:)(.*)$/i.exec(part);
  if (register !== null) return parseRegister(part, Number(register[1]), register[3] ?? '');
  const named = /^([a-z]+):(.*)$/s.exec(part);
  if (named === null || part.startsWith('"')) return ok(text(bare(part)));
  const [, name, raw] = named;
  const value = bare(raw ?? '');
  if (value === '') return problem(`${name}: names nothing`, part);
  switch (name) {
    case 'lane': {
      const actor = LANES[value.toLowerCase()];
      if (actor === undefined) return problem(`there is no lane "${value}": ${Object.keys(LANES).join(', ')}`, part);
      return ok((_, e) => lanesOf(e).includes(actor));
    }
    case 'kind': {
      const kind = value === 'reply' ? 'return' : KINDS.find((k) => k === value);
      if (kind === undefined) return problem(`there is no kind "${value}": ${KINDS.join(', ')}`, part);
      return ok((_, e) => e.kind === kind);
    }
    case 'fn':
      return ok((_, e) => (e.kind === 'enter' || e.kind === 'step') && e.fn.includes(value));
    case 'call': {
      const wanted = value.toUpperCase();
      return ok((_, e) => e.kind === 'call' && (e.name.includes(wanted) || (e.service ?? '').includes(wanted)));
    }
    case 'err':
      return ok(errorTest(value.toUpperCase().replace(/^[-−]/, '')));
    case 'rule':
      return ok((_, e) => e.kind === 'violation' && e.rule.toUpperCase() === value.toUpperCase());
    case 'ctx':
      return ok((_, e) => e.ctx.includes(value) || e.ctxKind === value);
    case 'src':
      return ok((_, e) => e.src === value);
    case 'why':
      return ok((_, e) => e.why === value);
    case 'cpu':
      return /^[0-9]+$/.test(value) ? ok((_, e) => e.cpu === Number(value)) : problem(`"${value}" is no CPU`, part);
    case 'row': {
      const range = /^([0-9]+)(?:[-–]([0-9]+))?$/.exec(value);
      if (range === null) return problem(`"${value}" is no row and no range of rows`, part);
      const [first, last] = [Number(range[1]), Number(range[2] ?? range[1])];
      return ok((_, e) => e.row >= first && e.row <= last);
    }
    default:
      return problem(`"${name}:" is not known`, part);
  }
}

function parseRegister(part: string, index: number, value: string): Result<RowTest> {
  const [wanted, mask] = value.split('/').map(word);
  if (index > 17) return problem(`there is no register ${index}`, part);
  if (wanted == null || mask === null) return problem(`"${value}" is no number`, part);
  const bits = mask ?? 0xffff_ffff_ffff_ffffn;
  return ok(
    (_, e) =>
      (e.kind === 'call' || e.kind === 'return') &&
      ((e.w[index] ?? 0n) & bits) === (wanted & bits) &&
      index < e.w.length,
  );
}

/** A number in decimal or hexadecimal, negative as a 32-bit word; null for what is none. */
function word(text: string): bigint | null {
  if (!/^[-−]?(0x[0-9a-f]+|[0-9]+)$/i.test(text)) return null;
  const n = BigInt(text.replace(/^[-−]/, ''));
  return /^[-−]/.test(text) ? BigInt.asUintN(32, -n) : n;
}

function errorTest(wanted: string): RowTest {
  return (trace, e) => {
    if (e.kind === 'step')
      return typeof e.rc === 'number' && e.rc < 0 && said(wanted, String(-e.rc), errnoName(e.rc) ?? '');
    if (e.kind === 'log') return e.level === 'error' && (wanted === '*' || e.text.toUpperCase().includes(wanted));
    if (e.kind !== 'return') return false;
    const call = e.of >= 0 && e.of < trace.length ? trace.row(e.of) : null;
    const d = decodeReply(call?.kind === 'call' ? call.w : [], e.w);
    return d.failed && said(wanted, ...d.summary.toUpperCase().split(/[\s,()−-]+/));
  };
}

const said = (wanted: string, ...words: readonly string[]): boolean => wanted === '*' || words.includes(wanted);

function lanesOf(e: TraceEvent): readonly Actor[] {
  const out: Actor[] = [];
  if ('from' in e) out.push(e.from);
  if ('to' in e) out.push(e.to);
  if ('who' in e) out.push(e.who);
  if ('via' in e) out.push(...e.via);
  return out;
}

/** Words are looked for in everything that a row says. */
function text(wanted: string): RowTest {
  const words = wanted.toLowerCase();
  return (_, e) => {
    const own =
      e.kind === 'call' || e.kind === 'return'
        ? `${e.name} ${e.service ?? ''}`
        : e.kind === 'enter' || e.kind === 'step'
          ? e.fn
          : e.kind === 'log' || e.kind === 'violation'
            ? e.text
            : e.kind === 'irq'
              ? e.irq
              : '';
    return e.why.toLowerCase().includes(words) || own.toLowerCase().includes(words);
  };
}

const problem = (what: string, part: string): Result<never> => fail(`${what}.`, part, REMEDY);
