import type { LogEvent } from '../../trace/event.ts';
import { type Stamp, wallStamp } from './stamp.ts';

/** What Android's logcat puts before a message. */
export interface Logcat {
  /** Null in the formats that write no time (-v brief, -v tag). */
  readonly stamp: Stamp | null;
  readonly level: LogEvent['level'];
  /** The tag; lines of the kernel carry `kernel` or, of process 0, none. */
  readonly program: string;
  /** Where the message begins. */
  readonly end: number;
}

/** Verbose, debug, info, warning, error, fatal (`logcat -h`). */
const LEVELS: { readonly [letter: string]: LogEvent['level'] } = {
  ...{ V: 'debug', D: 'debug', I: 'info', W: 'warn', E: 'error', F: 'error' },
};
/** `11-27 12:00:01.123 `, with -v year the year, with -v usec and -v nsec more places, with -v zone the zone. */
const TIME = '(?:(\\d{4})-)?(\\d{2})-(\\d{2}) (\\d{2}):(\\d{2}):(\\d{2})\\.(\\d{3,9})(?: [+-]\\d{4})? {1,8}';
/** -v threadtime, what logcat writes where nothing is said, with -v uid a name: `  0     0 E kernel  : `. */
const THREADTIME = new RegExp(
  `${TIME}(?:[\\w.-]{1,32} {1,8})?\\d{1,10} {1,10}\\d{1,10} ([VDIWEF]) ([^:]{0,64}?) *: `,
  'y',
);
/** -v time and -v brief: `E/kernel  (    0): `. */
const BRIEF = new RegExp(`(?:${TIME})?([VDIWEF])/([^:()]{0,64}?) *\\( *\\d{1,10}\\): `, 'y');

/** Reads what logcat puts before a message at this place of the line; null where nothing of it stands. */
export function logcatAt(line: string, at: number): Logcat | null {
  THREADTIME.lastIndex = at;
  BRIEF.lastIndex = at;
  const m = THREADTIME.exec(line) ?? BRIEF.exec(line);
  if (m === null) return null;
  const [year, month, day, hours, minutes, seconds] = m.slice(1, 7).map((s) => Number(s ?? 0)) as SixNumbers;
  return {
    stamp: m[7] === undefined ? null : wallStamp(year, month, day, hours * 3600 + minutes * 60 + seconds, m[7]),
    level: LEVELS[m[8] as string] as LogEvent['level'],
    program: m[9] === '' ? 'kernel' : (m[9] as string),
    end: at + m[0].length,
  };
}

type SixNumbers = [number, number, number, number, number, number];
