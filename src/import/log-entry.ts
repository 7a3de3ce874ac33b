import type { Given } from './text/console-line.ts';
import { levelOfPriority, peel } from './text/prefix.ts';
import type { Stamp } from './text/stamp.ts';

/** One entry of a log whose fields have names. */
export interface Entry extends Given {
  readonly message: string;
}

/**
 * An entry of a journal (systemd.journal-fields(7): MESSAGE, PRIORITY, SYSLOG_IDENTIFIER, times in microseconds) or of
 * dmesg --json (pri, time in seconds, msg); null for one without a message.
 */
export function entryOf(o: { readonly [name: string]: unknown }): Entry | null {
  if (o.type === 'printf' && typeof o.data === 'string')
    return { message: o.data, level: null, stamp: null, program: null };
  // A line of a board in the log of LAVA, with whatever the board put before it.
  if (typeof o.msg === 'string' && typeof o.dt === 'string') {
    const { rest, ...given } = peel(`${o.dt} ${o.msg}`);
    return { message: rest, ...given };
  }
  if (typeof o.msg === 'string') {
    const level = levelOfPriority(Number(o.pri));
    const stamp = typeof o.time === 'number' && o.time >= 0 ? kernelTime(Math.round(o.time * 1e6)) : null;
    return { message: o.msg, level, stamp, program: null };
  }
  const message = textOf(o.MESSAGE);
  if (message === null) return null;
  const kernel = o._TRANSPORT === 'kernel' || o.SYSLOG_IDENTIFIER === 'kernel';
  const us = Number(kernel ? (o._SOURCE_MONOTONIC_TIMESTAMP ?? o.__MONOTONIC_TIMESTAMP) : o.__MONOTONIC_TIMESTAMP);
  const program =
    typeof o.SYSLOG_IDENTIFIER === 'string' ? o.SYSLOG_IDENTIFIER : typeof o._COMM === 'string' ? o._COMM : null;
  return {
    message,
    level: o.PRIORITY === undefined ? null : levelOfPriority(Number(o.PRIORITY)),
    stamp: microseconds(us) ? kernelTime(us) : wallTime(Number(o.__REALTIME_TIMESTAMP)),
    program: kernel ? 'kernel' : program,
  };
}

/** A text, or the bytes that journalctl writes for what is no UTF-8. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value) || !value.every((b) => typeof b === 'number')) return null;
  return new TextDecoder().decode(Uint8Array.from(value as number[]));
}

const microseconds = (us: number): boolean => Number.isSafeInteger(us) && us >= 0;

/** Microseconds since 1970, where an entry was written down without the time since the start; null where there is none. */
const wallTime = (us: number): Stamp | null => (microseconds(us) ? { ...kernelTime(us), clock: 'wall' } : null);

const kernelTime = (us: number): Stamp => ({
  clock: 'kernel',
  seconds: Math.floor(us / 1e6),
  nanoseconds: (us % 1e6) * 1000,
  places: 6,
  delta: false,
});
