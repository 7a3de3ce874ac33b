/** How many replies of a recording are as the profile says, and how many are not. */
export interface Counts {
  readonly equal: number;
  readonly allowed: number;
  readonly departure: number;
  readonly unknown: number;
}

const replies = (c: Counts): number => c.equal + c.allowed + c.departure + c.unknown;

/** Can it be said of this recording that no reply departs? Not of one that holds none, nor of a file that is cut. */
export const isWhole = (c: Counts, cut: boolean): boolean => !cut && replies(c) > 0;

/** How a recording compares with the profile, in one line. */
export function checkedText(c: Counts, cut: boolean): string {
  const n = c.departure;
  if (n > 0) return `${n.toLocaleString('en-US')} ${n === 1 ? 'departure' : 'departures'} from the profile`;
  if (replies(c) === 0) return 'no reply that could be compared with the profile';
  return cut ? 'no departure in what was read of a file that is cut' : 'no departure from the profile';
}
