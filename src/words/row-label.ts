import type { TraceEvent } from '../trace/event.ts';
import { registerText } from './register-text.ts';
import type { RowText } from './row-text.ts';

/** What stands at the arrow of a row, in one line: the specification's word or the function, and the result. */
export function rowLabel({ shape, spec, badge }: RowText): string {
  if (shape === 'log') return `log: ${spec}`;
  if (badge === null) return spec;
  if (shape === 'violation') return `${badge.text} is broken`;
  return spec.endsWith(badge.text) ? spec : [spec, badge.text].filter((t) => t !== '').join(' ');
}

/** The registers of a frame where they are asked for, `w0 0x84000060  w2 0xfffffffa`; empty for any other row. */
export const labelRegisters = (e: TraceEvent, text: RowText, of: 'none' | 'errors' | 'all'): string =>
  of === 'all' || (of === 'errors' && text.badge?.tone === 'error') ? registerText(e) : '';
