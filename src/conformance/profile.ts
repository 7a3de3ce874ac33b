import { checkTrace } from '../diagnose/check.ts';
import { Profile } from '../diagnose/profile.ts';
import type { SecureWorldId } from '../stack/secure/facts.ts';
import { secureWorldOf } from '../stack/secure/worlds.ts';
import type { RawCall } from './raw-calls.ts';
import type { OpenTrace } from './recording.ts';

/**
 * What the profile of a secure world says of a real machine's answers: each reply that it calls a departure. What lay in
 * the TX buffer is no part of a recording: there the rules allow whatever a descriptor may bring about.
 */
export async function checkProfile(
  calls: readonly RawCall[],
  secure: SecureWorldId,
  open: OpenTrace,
): Promise<readonly string[]> {
  const records = calls.map(({ call, ret, cpu = 0 }, seq) => ({ seq, ts_us: seq, cpu, kind: 'smc', call, ret }));
  const opened = await open(JSON.stringify(records, null, 1));
  if (!opened.ok) return [`the profile: ${opened.error.what}`];
  const trace = opened.value;
  const numbers = new Map<number, number>();
  for (const e of trace.rows()) if (e.kind === 'call') numbers.set(e.row, numbers.size);
  return checkTrace(trace, new Profile(secureWorldOf(secure))).departures.flatMap(({ row, text }) => {
    const e = trace.row(row);
    const c = calls[numbers.get(e.kind === 'return' ? e.of : row) ?? -1];
    return c === undefined ? [] : [`${c.case}, the profile: ${text}`];
  });
}
