import type { Grade } from '../symptoms/symptom.ts';
import type { KernelReport, ReportKind } from './report.ts';
import { REPORT_CAUSES, type ReportCause } from './report-causes.ts';

/** What a report costs. */
export const gradeOf = (kind: ReportKind): Grade => (kind === 'WARNING' || kind === 'lockdep' ? 'limits' : 'stops');

/** Causes that the chain of this report allows, in the order of the table; all others are dropped. */
export function causesOf(r: KernelReport): readonly ReportCause[] {
  const main = r.chain.map((f) => f.fn);
  const all = [...main, ...r.others.flatMap((o) => o.frames.map((f) => f.fn)), ...wordsOf(r)];
  return REPORT_CAUSES.filter((c) => {
    if (!c.kinds.includes(r.kind)) return false;
    const functions = c.anywhere === true ? all : [...main, ...wordsOf(r)];
    return (
      c.has.every((h) => functions.some((f) => h.test(f))) && !(c.hasNot ?? []).some((h) => main.some((f) => h.test(f)))
    );
  });
}

/** Functions that the headline or the work queue names. */
const wordsOf = (r: KernelReport): readonly string[] => [
  ...(r.workqueue?.split(/\s+/) ?? []),
  ...[...r.headline.matchAll(/\b([a-z_]\w{3,80})(?:\+0x|\b(?=\s*$))/g)].map((m) => m[1] as string),
];
