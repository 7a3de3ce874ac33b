/** A time that stands before a line. Stamps of one clock can be compared with each other, and with no other clock. */
export interface Stamp {
  /**
   * `kernel` counts from the start of Linux, `wall` from a year's begin or from 1970, `day` from midnight; `logger`
   * counts from when somebody began to look.
   */
  readonly clock: 'kernel' | 'wall' | 'day' | 'logger';
  readonly seconds: number;
  readonly nanoseconds: number;
  /** Decimal places that are printed: what a stamp with fewer cannot tell apart. */
  readonly places: number;
  /** The distance to the line before, and no time. */
  readonly delta: boolean;
}

/** A stamp, and where the text behind it begins. */
export interface Stamped {
  readonly stamp: Stamp | null;
  readonly end: number;
  /** May a log have put its host and program behind this stamp? */
  readonly host: boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const CLOCK = '(\\d{1,2}):(\\d{2}):(\\d{2})(?:([.,])(\\d{1,9}))?';
/** A name of a zone is told from a word in capitals that begins the message (`INFO: `, `ARM FF-A: `) by its last letters. */
const ZONE = '(?: ?(?:Z|[+-]\\d{2}:?\\d{2}|(?:UTC|GMT|MSK|WIB|SGT|[A-Z]{1,3}[SD]T|[CEWM]ET|[BCHIP]KT)(?=[ \\]])))?';
const DATE = '(\\d{4})[-/](\\d{2})[-/](\\d{2})';
/** `<    0.284730>` of dmesg -d, the same with blanks of journalctl, a second number of grabserial. */
const BESIDE = '(?: *< *[0-9.]* *>| +\\d{1,10}\\.\\d{1,9}| +)?';

type Read = (m: RegExpExecArray) => Stamp;
/** One way to write a time: what its first character may be, its shape, and what it means. */
interface Shape {
  readonly begins: '[' | 'digit' | 'letter';
  readonly shape: RegExp;
  readonly read: Read;
  readonly host?: boolean;
}

const kernel: Read = (m) => time('kernel', Number(m[1]), m[2]);
const delta: Read = (m) => ({ ...time('kernel', Number(m[1]), m[2]), delta: true });

/**
 * Every way that was seen to write a time before a line: dmesg with its --time-format and --delta (util-linux 2.41),
 * journalctl -o (systemd 257), syslog and rsyslog, and what terminal programs and loggers of serial lines write
 * (ts of moreutils, grabserial, picocom, tio, minicom).
 */
const SHAPES: readonly Shape[] = [
  { begins: '[', shape: sticky(`\\[ {0,12}(\\d{1,10})\\.(\\d{1,9})${BESIDE}\\] ?`), read: kernel, host: true },
  { begins: '[', shape: sticky('\\[ {0,12}\\+ {0,12}(\\d{1,10})\\.(\\d{1,9})\\] ?'), read: delta },
  { begins: '[', shape: sticky('\\[ {0,12}< {0,12}(\\d{1,10})\\.(\\d{1,9}) ?>\\] ?'), read: delta },
  {
    begins: '[',
    shape: sticky(`\\[${DAY} ${MONTH} {1,2}(\\d{1,2}) ${CLOCK} (\\d{4})${BESIDE}\\] ?`),
    read: (m) => wall(Number(m[8]), month(m[1]), Number(m[2]), m, 3),
  },
  {
    begins: '[',
    shape: sticky(`\\[${MONTH} ?(\\d{1,2}) (\\d{2}):(\\d{2})\\] ?`),
    // dmesg -H says the minute once, and then distances.
    read: () => ({ ...time('kernel', 0, undefined), delta: true }),
  },
  {
    begins: '[',
    shape: sticky(`\\[(?:${DAY} )?${DATE}[T ]${CLOCK}${ZONE}\\] ?`),
    read: (m) => wall(Number(m[1]), Number(m[2]), Number(m[3]), m, 4),
  },
  // A second number is grabserial's with -T, days before it are Tera Term's.
  { begins: '[', shape: sticky(`\\[\\+?(?:\\d{1,4} )?${CLOCK}(?: \\d{1,10}\\.\\d{1,9})?\\] ?`), read: (m) => ofDay(m) },
  {
    begins: 'letter',
    shape: sticky(`${DAY} ${DATE} ${CLOCK}${ZONE} `),
    read: (m) => wall(Number(m[1]), Number(m[2]), Number(m[3]), m, 4),
    host: true,
  },
  {
    begins: 'letter',
    shape: sticky(`(?:${DAY} )?${MONTH} {1,2}(\\d{1,2}) (?:(\\d{4}) )?${CLOCK}${ZONE}:? `),
    read: (m) => wall(Number(m[3] ?? 0), month(m[1]), Number(m[2]), m, 4),
    host: true,
  },
  {
    begins: 'digit',
    shape: sticky(`${DATE}[T ]${CLOCK}${ZONE}(?::? |: ?)`),
    read: (m) => wall(Number(m[1]), Number(m[2]), Number(m[3]), m, 4),
    host: true,
  },
  {
    begins: 'digit',
    shape: sticky('(\\d{9,10})\\.(\\d{3,9}):? '),
    read: (m) => time('wall', Number(m[1]), m[2]),
    host: true,
  },
  { begins: 'digit', shape: sticky(`${CLOCK} `), read: (m) => ofDay(m) },
  { begins: 'digit', shape: sticky('(\\d{1,8})\\.(\\d{3,9}) '), read: (m) => time('logger', Number(m[1]), m[2]) },
];

/** Reads a time at this place of the line; null where none stands. */
export function stampAt(line: string, at: number): Stamped | null {
  const code = line.charCodeAt(at);
  const begins = code === 0x5b ? '[' : code >= 0x30 && code <= 0x39 ? 'digit' : 'letter';
  for (const s of SHAPES) {
    if (s.begins !== begins) continue;
    s.shape.lastIndex = at;
    const m = s.shape.exec(line);
    // dmesg separates the fraction of an ISO time by a comma, and names no host; journalctl writes a point.
    if (m !== null) return { stamp: s.read(m), end: at + m[0].length, host: s.host === true && !m.includes(',') };
  }
  return null;
}

function sticky(source: string): RegExp {
  return new RegExp(source, 'y');
}

function time(clock: Stamp['clock'], seconds: number, fraction: string | undefined): Stamp {
  const places = fraction?.length ?? 0;
  return { clock, seconds, nanoseconds: Number((fraction ?? '').padEnd(9, '0')), places, delta: false };
}

const month = (name: string | undefined): number => MONTHS.indexOf((name ?? '').toLowerCase()) + 1;

/** @param at where in `m` hours, minutes, seconds, the separator and the fraction stand. */
function wall(year: number, mon: number, day: number, m: RegExpExecArray, at: number): Stamp {
  return wallStamp(year, mon, day, clock(m, at), m[at + 4]);
}

/** A date and the seconds of its day. Year 0 is one that is not written; `fraction` holds the decimal places. */
export function wallStamp(
  year: number,
  mon: number,
  day: number,
  seconds: number,
  fraction: string | undefined,
): Stamp {
  return time('wall', daysOf(year, mon, day) * 86_400 + seconds, fraction);
}

const ofDay = (m: RegExpExecArray): Stamp => time('day', clock(m, 1), m[5]);

const clock = (m: RegExpExecArray, at: number): number =>
  Number(m[at]) * 3600 + Number(m[at + 1]) * 60 + Number(m[at + 2]);

/** Days since 1970-01-01 of the Gregorian calendar; of a year that is not written, days since its begin in a leap year. */
function daysOf(year: number, mon: number, day: number): number {
  const y = (year === 0 ? 1972 : year) - (mon <= 2 ? 1 : 0);
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (mon + (mon > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  const days = era * 146_097 + dayOfEra - 719_468;
  return year === 0 ? days - 730 : days;
}
