import type { Arg, Args } from '../trace/event.ts';

/** Thousands with a comma: 107,000. */
export const count = (n: number): string => n.toLocaleString('en-US');

/** `1 row`, `39 rows`. */
export const rows = (n: number): string => `${count(n)} ${n === 1 ? 'row' : 'rows'}`;

/** A call as it is drawn: `notify_request(0)`. Flags that are off and lists are left to the inspector. */
export function callText(fn: string, args: Args): string {
  const shown = Object.values(args).flatMap((a: Arg): string[] => {
    if (Array.isArray(a) || a === false || a === null) return [];
    return [typeof a === 'bigint' ? `0x${a.toString(16)}` : String(a)];
  });
  return `${fn}(${shown.join(', ')})`;
}
