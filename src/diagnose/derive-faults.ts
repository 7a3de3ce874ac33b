import { hex, s32 } from '../base/bits.ts';
import type { CallEvent, TraceEvent } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';
import type { ScenarioJson } from './symptoms/symptom.ts';
import type { Verdict } from './verdict.ts';

const FFA_ERROR = 0x8400_0060n;

/**
 * Faults that make the model depart where the machine did. A reply is counted among the calls of its name (or of its
 * service), resumes of foreign interrupts left out: how many there are is a matter of timing. A message's result is a
 * fault of the device PTA.
 */
export function derivedFaults(trace: Trace, departures: readonly Verdict[]): readonly ScenarioJson[] {
  const wanted = new Map(departures.map((d) => [d.row, d]));
  if (wanted.size === 0) return [];
  const counts = new Map<string, number>();
  const faults: ScenarioJson[] = [];
  const occurrence = new Map<number, ScenarioJson>();
  let invokes = 0;
  let enumerating = 0;
  for (const e of trace.rows()) {
    if (e.kind === 'call') occurrence.set(e.row, place(e, counts));
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

/** Which occurrence of which call this is, as a scenario writes it. */
function place(e: CallEvent, counts: Map<string, number>): ScenarioJson {
  const name = e.service ?? e.name;
  const nth = (counts.get(name) ?? 0) + 1;
  counts.set(name, nth);
  return e.service === null ? { call: name, nth } : { service: name, nth };
}

/** The registers that differ from what the model would say; all of them where only a shape is known. */
function answer(w: readonly bigint[], { expected }: Verdict): ScenarioJson {
  if (w[0] === FFA_ERROR && w.every((value, i) => i === 0 || i === 2 || value === 0n))
    return { error: s32(w[2] ?? 0n) };
  const reply = Object.fromEntries(
    w.flatMap((value, i) => (expected !== null && expected[i] === value ? [] : [[`w${i}`, hex(value)]])),
  );
  return { reply };
}
