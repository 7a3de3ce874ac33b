import { causesOf, gradeOf } from '../reports/causes-of.ts';
import { isCoreFn, isOpteeFn } from '../reports/functions.ts';
import { functionsOf, type KernelReport } from '../reports/report.ts';
import type { ReportCause } from '../reports/report-causes.ts';
import { fill, holds } from '../symptoms/fill.ts';
import { placesText } from '../symptoms/places.ts';
import type { Cause, Evidence, Follows, Numbers, Symptom } from '../symptoms/symptom.ts';
import type { EvidenceLines, KeptLine } from './evidence-lines.ts';
import type { Finding, RankedCause, RuledOut, Shown } from './finding.ts';
import { capitalised } from './words.ts';

/** A message that was met, with what its pattern took out of it. */
export interface Hit {
  readonly symptom: Symptom;
  readonly numbers: Numbers;
  readonly line: number;
  readonly text: string;
  readonly boot: number;
  times: number;
}

/** What is behind each message and report: the causes that numbers, lines and call chains leave, the best first. */
export function assess(
  hits: readonly Hit[],
  reports: readonly KernelReport[],
  evidence: EvidenceLines,
  bootOf: (line: number) => number,
): readonly Finding[] {
  const inReport = (line: number): boolean => reports.some((r) => line >= r.from && line <= r.to);
  const messages = hits.filter((h) => !inReport(h.line)).map((h) => ofMessage(h, evidence));
  const told = reports.flatMap((r) => ofReport(r, bootOf(r.from)) ?? []);
  return [...messages, ...told].sort((a, b) => a.line - b.line);
}

function ofMessage(h: Hit, evidence: EvidenceLines): Finding {
  const { symptom: s, numbers: n } = h;
  const all = s.causes.filter((c) => holds(c.when, n));
  const ruledOut: RuledOut[] = [];
  const left: RankedCause[] = [];
  for (const c of all) {
    if (c.needs !== undefined && first(c.needs, evidence, h, n) === undefined) continue;
    const by = (c.never ?? []).map((e) => shownAt(e, evidence.of(e, h.boot), h, n)).find((x) => x !== null);
    if (by !== undefined && by !== null) ruledOut.push({ id: c.id, title: fill(c.title, n), by });
    else left.push(ranked(c, evidence, h, n));
  }
  return {
    id: s.id,
    who: s.who,
    grade: s.grade,
    line: h.line,
    text: h.text,
    times: h.times,
    numbers: n,
    says: capitalised(fill(s.says, n)),
    causes: sorted(left),
    ruledOut,
    follows: s.follows ?? [],
    report: null,
    boot: h.boot,
  };
}

function ranked(c: Cause, evidence: EvidenceLines, h: Hit, n: Numbers): RankedCause {
  return {
    id: c.id,
    title: fill(c.title, n),
    because: fill(c.because, n),
    next: fill(c.next, n),
    source: placesText(c.source),
    seen: c.seen,
    pro: found(c.pro, evidence, h, n),
    contra: found(c.contra, evidence, h, n),
    open: c.open ?? [],
    show: typeof c.show === 'function' ? c.show(n) : c.show,
  };
}

/** Lines that speak for a cause bring it to the front, lines against it to the end; the order of the table is kept. */
function sorted(causes: readonly RankedCause[]): readonly RankedCause[] {
  const weight = (c: RankedCause): number => (c.pro.length > 0 ? 0 : 1) + (c.contra.length > 0 ? 2 : 0);
  return [...causes].sort((a, b) => weight(a) - weight(b));
}

function found(list: readonly Evidence[] | undefined, evidence: EvidenceLines, h: Hit, n: Numbers): readonly Shown[] {
  return (list ?? []).flatMap((e) => shown(e, evidence, h, n) ?? []);
}

function first(list: readonly Evidence[] | undefined, evidence: EvidenceLines, h: Hit, n: Numbers): Shown | undefined {
  return (list ?? []).map((e) => shown(e, evidence, h, n)).find((s) => s !== null) ?? undefined;
}

/** What speaks of the time before may stand before a kexec. */
function shown(e: Evidence, evidence: EvidenceLines, h: Hit, n: Numbers): Shown | null {
  const before = e.where === 'before' ? evidence.of(e, h.boot - 1) : [];
  return shownAt(e, [...evidence.of(e, h.boot), ...before], h, n);
}

function shownAt(e: Evidence, lines: readonly KeptLine[], h: Hit, n: Numbers): Shown | null {
  const at = lines.find(
    (l) => l.line !== h.line && (e.where === undefined || (e.where === 'before' ? l.line < h.line : l.line > h.line)),
  );
  if (at === undefined) return null;
  return { line: at.line, text: at.text.trim(), says: fill(e.says, { ...n, ...groupsOf(e, at.text) }) };
}

const groupsOf = (e: Evidence, text: string): Numbers =>
  Object.fromEntries(Object.entries(e.line.exec(text)?.groups ?? {}).filter(([, v]) => v !== undefined)) as Numbers;

/** A report that names functions of the FF-A core or of the OP-TEE driver; null for any other: it is nobody's here. */
function ofReport(r: KernelReport, boot: number): Finding | null {
  const functions = [
    ...functionsOf(r),
    ...(r.workqueue?.split(/\s+/) ?? []),
    ...(r.headline.match(/\b[a-z_]\w{3,80}\b/g) ?? []),
  ];
  const ours = functions.filter((f) => isCoreFn(f) || isOpteeFn(f));
  const causes = causesOf(r);
  if (ours.length === 0 && causes.length === 0) return null;
  return {
    id: `report:${r.kind}`,
    who: 'kernel',
    grade: gradeOf(r.kind),
    line: r.from,
    text: r.headline,
    times: 1,
    numbers: {},
    says: reportSays(r),
    causes: causes.map((c) => ofReportCause(c, r)),
    ruledOut: [],
    follows: FOLLOWS[r.kind] ?? [],
    report: r,
    boot,
  };
}

function ofReportCause(c: ReportCause, r: KernelReport): RankedCause {
  const all = [...r.chain, ...r.others.flatMap((o) => o.frames)];
  const pro = c.has.flatMap((h) => {
    const f = all.find((x) => h.test(x.fn));
    return f === undefined ? [] : [{ line: f.line, text: f.fn, says: `${f.fn}() is in the call chain.` }];
  });
  return {
    id: c.id,
    title: c.title,
    because: c.because,
    next: c.next,
    source: placesText(c.source),
    seen: c.seen,
    pro,
    contra: [],
    open: c.open ?? [],
    show: typeof c.show === 'function' ? c.show({}) : c.show,
  };
}

const SECURE_TROUBLE = [
  'op-tee-panic',
  'op-tee-set',
  'hf-panic',
  'hf-fault*',
  'hf-abort*',
  'spmd-group0',
  'op-tee-function',
];
const FOLLOWS: { readonly [kind: string]: readonly Follows[] } = {
  'rcu stall': [
    { of: [...SECURE_TROUBLE, 'report:soft lockup'], says: 'A CPU does not come back from the secure world.' },
  ],
  'soft lockup': [
    { of: [...SECURE_TROUBLE, 'report:rcu stall'], says: 'A CPU does not come back from the secure world.' },
  ],
  'hard lockup': [
    {
      of: [...SECURE_TROUBLE, 'report:rcu stall', 'report:soft lockup'],
      says: 'A CPU does not come back from the secure world.',
    },
  ],
  'hung task': [
    {
      of: [...SECURE_TROUBLE, 'report:rcu stall', 'report:Oops', 'get-devices', 'device-registration'],
      says: 'A task waits for what does not come any more.',
    },
  ],
  panic: [{ of: ['report:*'], says: 'The kernel stops for it.' }],
  Oops: [{ of: ['report:KASAN', 'report:KFENCE'], says: 'The freed memory is used, and the kernel falls.' }],
};

const SAYS: { readonly [kind in KernelReport['kind']]: string } = {
  'sleeping in atomic': 'Something that may sleep ran where sleeping is not allowed',
  'scheduling while atomic': 'A task slept where sleeping is not allowed',
  KASAN: 'Memory was used that is freed, or was never there',
  KFENCE: 'Memory was used that is freed, or was never there',
  UBSAN: 'An operation of undefined result was met',
  Oops: 'The kernel used an address that is not there',
  'kernel BUG': 'The kernel met a state that it holds impossible',
  WARNING: 'The kernel met a state that should not be',
  lockdep: 'Locks are taken in an order that can end in a deadlock',
  'rcu stall': 'A CPU has not passed through the scheduler for a long time',
  'soft lockup': 'A CPU has run one task without a pause for a long time',
  'hard lockup': 'A CPU has taken no interrupt for a long time',
  'hung task': 'A task waits for something that does not come',
  'workqueue lockup': 'A work queue does not get on',
  panic: 'The kernel stopped',
};

function reportSays(r: KernelReport): string {
  const who = r.task === null ? '' : `: task ${r.task}${r.pid === null ? '' : ` (${r.pid})`}`;
  const where = r.cpu === null ? '' : `${who === '' ? ':' : ','} CPU ${r.cpu}`;
  const since = r.seconds === null ? '' : `, for more than ${r.seconds} s`;
  const inner = r.chain.find((f) => isCoreFn(f.fn) || isOpteeFn(f.fn));
  const through = inner === undefined ? '' : ` Its call chain passes through ${inner.fn}().`;
  return `${SAYS[r.kind]}${who}${where}${since}.${through}`;
}
