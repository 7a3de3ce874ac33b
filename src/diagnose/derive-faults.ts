import { hex, s32 } from '../base/bits.ts';
import { LIMITS } from '../scenario/limits.ts';
import type { TraceEvent } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';
import type { ScenarioJson } from './symptoms/symptom.ts';
import type { Verdict } from './verdict.ts';

const FFA_ERROR = 0x8400_0060n;

/**
 * Faults that make the model depart where the machine did. A reply is counted among the calls of its name (or of its
 * service), resumes of foreign interrupts left out: how many there are is a matter of timing. A message's result is a
 * fault of the device PTA. A scenario holds LIMITS.faults of them: the rows behind the last that has room are not looked
 * at, and of a million calls only those are remembered whose reply departs.
 */
export function derivedFaults(trace: Trace, departures: readonly Verdict[]): readonly ScenarioJson[] {
  const wanted = new Map(departures.slice(0, LIMITS.faults).map((d) => [d.row, d]));
  if (wanted.size === 0) return [];
  const calls = new Set<number>();
  for (const row of wanted.keys()) {
    const e = trace.row(row);
    if (e.kind === 'return') calls.add(e.of);
  }
  const end = Math.max(...wanted.keys()) + 1;
  const counts = new Map<string, number>();
  const faults: ScenarioJson[] = [];
  const occurrence = new Map<number, ScenarioJson>();
  let invokes = 0;
  let enumerating = 0;
  for (const e of trace.rows(0, end)) {
    if (e.kind === 'call') {
      const name = e.service ?? e.name;
      const nth = (counts.get(name) ?? 0) + 1;
      counts.set(name, nth);
      if (calls.has(e.row)) occurrence.set(e.row, e.service === null ? { call: name, nth } : { service: name, nth });
    }
    if ((e.kind === 'enter' || e.kind === 'step') && e.fn === 'optee_enumerate_devices')
      enumerating += e.kind === 'enter' ? 1 : -1;
    if (isInvoke(e) && enumerating > 0) invokes++;
    const departure = wanted.get(e.row);
    if (departure === undefined) continue;
    if (e.kind === 'return') faults.push({ at: occurrence.get(e.of), do: answer(e.w, departure) });
    else if (isInvoke(e) && 'args' in e && typeof e.args.ret === 'string')
      faults.push({ at: { fn: 'get_devices', nth: invokes }, do: { rc: s32(BigInt(e.args.ret)) } });
  }
  return faults;
}

const isInvoke = (e: TraceEvent): boolean =>
  e.kind === 'step' && e.fn === 'optee_ffa_do_call_with_arg' && e.args.cmd === 1 && e.rc !== null;

/** The registers that differ from what the model would say; all of them where only a shape is known. */
function answer(w: readonly bigint[], { expected }: Verdict): ScenarioJson {
  if (w[0] === FFA_ERROR && w.every((value, i) => i === 0 || i === 2 || value === 0n))
    return { error: s32(w[2] ?? 0n) };
  const reply = Object.fromEntries(
    w.flatMap((value, i) => (expected !== null && expected[i] === value ? [] : [[`w${i}`, hex(value)]])),
  );
  return { reply };
}
