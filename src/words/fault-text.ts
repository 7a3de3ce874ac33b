import { errnoText } from '../abi/errno.ts';
import { statusName } from '../abi/status.ts';
import { assertNever } from '../base/assert.ts';
import { hex } from '../base/bits.ts';
import type { Fault, FaultDo, FaultSite } from '../sim/fault.ts';
import { ordinal } from './ordinal.ts';

const MINUS = '−';
const signed = (n: number): string => (n < 0 ? `${MINUS}${-n}` : `${n}`);

/** `The 4th FFA_NOTIFICATION_BIND`, `Every ENABLE_ASYNC_NOTIF`. */
function siteText(at: FaultSite): string {
  return at.nth === 'all' ? `Every ${siteName(at)}` : `The ${ordinal(at.nth)} ${siteName(at)}`;
}

/** The name alone: the specification's or the kernel's word. */
const siteName = (at: FaultSite): string => ('call' in at ? at.call : 'service' in at ? at.service : at.fn);

/** A fault as a sentence without its full stop: `The 4th FFA_NOTIFICATION_BIND answers DENIED −6`. */
export const faultText = (f: Fault): string => `${siteText(f.at)} ${doText(f.do)}`;

/** What happens, after the name of where. */
export function doText(d: FaultDo): string {
  if ('error' in d)
    return d.error === 0
      ? 'answers FFA_ERROR with w2 = 0'
      : `answers ${statusName(d.error) ?? 'FFA_ERROR'} ${signed(d.error)}`;
  if ('reply' in d) {
    const words = [...d.reply].sort(([a], [b]) => a - b).map(([i, w]) => `w${i} = ${hex(w)}`);
    return words.length === 0 ? 'is answered as it is' : `is answered with ${words.join(', ')}`;
  }
  if ('rc' in d) return `returns ${d.rc < 0 ? errnoText(d.rc) : d.rc}`;
  if ('drop' in d) return 'is never answered';
  if ('delay' in d) return `is answered ${durationText(d.delay)} later`;
  if ('interrupt' in d) return `is interrupted ${d.interrupt === 1 ? 'once' : `${d.interrupt} times`} first`;
  if ('lose' in d) return 'never arrives';
  if ('crash' in d) return 'stops the secure world for good';
  return assertNever(d, 'fault');
}

/** Nanoseconds with the largest unit that keeps three figures: `250 ns`, `1.5 µs`, `20 ms`. */
export function durationText(ns: number): string {
  const [value, unit] =
    ns < 1e3 ? [ns, 'ns'] : ns < 1e6 ? [ns / 1e3, 'µs'] : ns < 1e9 ? [ns / 1e6, 'ms'] : [ns / 1e9, 's'];
  return `${Number(value.toPrecision(3))} ${unit}`;
}
