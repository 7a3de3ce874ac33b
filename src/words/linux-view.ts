import { errnoText } from '../abi/errno.ts';
import type { Frame } from '../abi/frame.ts';
import { linuxErrno, statusText } from '../abi/status.ts';
import { s32 } from '../base/bits.ts';
import type { Rc, ReturnEvent } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';

/** FFA_ERROR, FFA_YIELD and the like are told by w0's function number; FFA_ERROR exists in two widths (FF-A 1.2). */
const isError = (w: Frame): boolean => ((w[0] ?? 0n) & 0xbfff_ffffn) === 0x8400_0060n;

/**
 * What Linux reads in a reply before any driver sees it: `DENIED −6 is −EACCES (−13)`. Null where it reads no status.
 * Linux 6.12.117 drivers/firmware/arm_ffa/driver.c, ffa_to_linux_errno.
 */
export function errnoOfReply(w: Frame): string | null {
  if (!isError(w)) return null;
  const code = s32(w[2] ?? 0n);
  return code === 0
    ? 'FFA_ERROR with w2 = 0 reads as 0: success'
    : `${statusText(code)} is ${errnoText(linuxErrno(code))}`;
}

/** The same, where `sentence` does not already say the errno. */
export function unsaidErrno(w: Frame, sentence: string): string | null {
  const text = errnoOfReply(w);
  return text === null || sentence.includes(errnoText(linuxErrno(s32(w[2] ?? 0n)))) ? null : text;
}

/** The recorded function around an exchange that ends next. */
export interface Ends {
  readonly fn: string;
  readonly rc: Rc;
  readonly row: number;
}

/** How far ahead the end of the enclosing function is looked for; a function of more rows is not named. */
const REACH = 400;

/** The innermost function of the same context that encloses the call of `reply` and ends after it; null for none. */
export function enclosingEnd(trace: Trace, reply: ReturnEvent): Ends | null {
  const to = Math.min(trace.length, reply.row + REACH);
  for (const e of trace.rows(reply.row + 1, to))
    if (e.kind === 'step' && e.enter !== null && e.enter < reply.of && e.ctx === reply.ctx)
      return { fn: e.fn, rc: e.rc, row: e.row };
  return null;
}

/** A result as it is read: `−EACCES (−13)`, `ok`, `nothing`. */
export const rcText = (rc: Rc): string => (rc === null ? 'nothing' : rc === 'ok' ? 'ok' : errnoText(rc));
