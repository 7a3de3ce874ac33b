import type { LogEvent } from '../../trace/event.ts';
import { logcatAt } from './logcat.ts';
import { type Stamp, stampAt } from './stamp.ts';

/** What logs, terminals and serial loggers put before a message, layer by layer. */
export interface Prefix {
  /** The message: the line behind everything below. */
  readonly rest: string;
  /** The time with the most decimal places that stands there; null where there is none. */
  readonly stamp: Stamp | null;
  /** The level that is written there; null where only the words can tell. */
  readonly level: LogEvent['level'] | null;
  /** The program that a log names, `kernel` or `tee-supplicant`; null where none is named. */
  readonly program: string | null;
}

interface Layers {
  stamp: Stamp | null;
  level: LogEvent['level'] | null;
  program: string | null;
  host: boolean;
}

/** The eight priorities of syslog (RFC 5424, 6.2.1), as the four levels of a row. */
const PRIORITIES: readonly LogEvent['level'][] = ['error', 'error', 'error', 'error', 'warn', 'info', 'info', 'debug'];
const NAMES: { readonly [name: string]: number } = {
  ...{ emerg: 0, panic: 0, alert: 1, crit: 2, err: 3, error: 3, warn: 4, warning: 4, notice: 5, info: 6, debug: 7 },
};

/** The level of a syslog priority with or without its facility (`<30>`, PRIORITY=6); null for what is none. */
export function levelOfPriority(priority: number): LogEvent['level'] | null {
  return Number.isInteger(priority) && priority >= 0 ? (PRIORITIES[priority & 7] ?? null) : null;
}

const FACILITY = '(?:kern|user|mail|daemon|auth|syslog|lpr|news|uucp|cron|authpriv|ftp|local[0-7])';
/** `<6>`; with `1 ` behind it RFC 5424, whose fields are named below. */
const PRIORITY = /<(\d{1,3})>(1 (?=\d{4}-|- ))?/y;
/**
 * `6,471,58548302,-;` of /dev/kmsg, more fields may follow (Documentation/ABI/testing/dev-kmsg). An extended netconsole
 * may put the kernel's release before it (Documentation/networking/netconsole.rst).
 */
const KMSG = /(?:\d{1,2}\.\d{1,3}[\w.+~-]{0,64},)?(\d{1,4}),(\d{1,15}),(\d{1,17}),[-cf+][^;]{0,80};/y;
/** `kern  :info  : ` of dmesg -x, `kern.info ` of busybox and of some rsyslog templates. */
const DECODED = new RegExp(`${FACILITY} {0,8}:(\\w{3,7}) {0,8}: ?`, 'y');
const DOTTED = new RegExp(`(?:[\\w.-]{1,64} )?${FACILITY}\\.(\\w{3,7}):? `, 'y');
/** `[      T1] `, `[    C0] `, `[ T12@C0] `: CONFIG_PRINTK_CALLER. dmesg puts a blank before it, the console none. */
const CALLER = /\[ {0,10}[TC]\d{1,10}(?:@C\d{1,5})?\] ?/y;
/** `(1)[68:insmod]` behind the time: the CPU and the task of MediaTek's kernels, before it how interrupts stood. */
const TASK = /[ .-]{0,2}\([0-9a-f]{1,3}\)\[\d{1,10}:[^\]]{1,40}\] ?/y;
/** What Xen writes before a line that a guest prints, where Linux begins it: `(XEN) d0: `, `(XEN) DOM1: `, `(d1) `. */
const GUEST =
  /(?:\(XEN\) (?:\[[^\]]{1,40}\] ?)?(?:d\d{1,5}(?:v\d{1,5})?|DOM\d{1,5}):|\(d\d{1,5}\)) {1,4}(?=(?:<\d{1,3}>)?\[ {0,12}\d{1,10}\.\d{1,9}\]|(?:ARM FF-A|arm_ffa|optee|tee|[EWIDF]\/T[CA]\b[^:]{0,20}): ?)/y;
/** More blanks than one behind the time of a logger, before what is never indented: a call trace is, and keeps its blanks. */
const BLANKS =
  / {1,16}(?=\[ {0,12}\d{1,10}\.\d|<\d{1,3}>|[EWIDF]\/\w|(?:NOTICE|ERROR|WARNING|INFO|VERBOSE|ARM FF-A|arm_ffa|optee): )/y;
/** What begins messages and is no name of a host. */
const NO_HOST = /ARM FF-A|U-Boot|OP-TEE|SPM Core|Starting kernel|Loading /y;
/** `board kernel: `, `board tee-supplicant[345]: `, `kernel: `; a unit as `board init.scope/systemd[1]: `. */
const HOST = /(?:[\w.-]{1,64} )?([\w.@/()-]{1,64})(\[\d{1,10}\])?: ?/y;
/** Behind the time of RFC 5424: host, program, process, message id, data. */
const FIELDS = /\S{1,255} (\S{1,48}) \S{1,128} \S{1,32} (?:-|(?:\[[^\]]{0,400}\])+)(?: \ufeff?|$)/y;

/** Takes off the line what stands before its message. Total; takes time linear in the length of the prefix. */
export function peel(line: string): Prefix {
  const layers: Layers = { stamp: null, level: null, program: null, host: false };
  let at = 0;
  for (let n = 0; n < 10; n++) {
    const next = layer(line, at, layers);
    if (next === at) break;
    at = next;
  }
  const { stamp, level, program } = layers;
  return { rest: at === 0 ? line : line.slice(at), stamp, level, program };
}

/** Takes one layer off at `at`; where the next begins, `at` where none stands there. */
function layer(line: string, at: number, to: Layers): number {
  const code = line.charCodeAt(at);
  if (code === 0x20 || code === 0x28 || code === 0x2d || code === 0x2e) return beside(line, at, to);
  if (code === 0x5b) {
    const end = matched(CALLER, line, at);
    if (end !== null) return end[0];
  }
  if (code === 0x3c) {
    const m = matched(PRIORITY, line, at);
    if (m === null) return at;
    to.level ??= levelOfPriority(Number(m[1]));
    return m[2] === undefined ? m[0] : fields(line, m[0], to);
  }
  const digit = code >= 0x30 && code <= 0x39;
  if (digit) {
    const m = matched(KMSG, line, at);
    if (m !== null) {
      to.level = levelOfPriority(Number(m[1]));
      const us = Number(m[3]);
      take(to, {
        clock: 'kernel',
        seconds: Math.floor(us / 1e6),
        nanoseconds: (us % 1e6) * 1000,
        places: 6,
        delta: false,
      });
      return m[0];
    }
  }
  const letter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
  if (!digit && !letter && code !== 0x5b) return at;
  const android = code === 0x5b || to.program !== null ? null : logcatAt(line, at);
  if (android !== null) {
    take(to, android.stamp);
    to.level ??= android.level;
    to.program = android.program;
    return android.end;
  }
  const stamped = stampAt(line, at);
  if (stamped !== null) {
    take(to, stamped.stamp);
    to.host = stamped.host;
    return stamped.end;
  }
  return letter || (digit && to.host) ? named(line, at, to) : at;
}

/** What a kernel, a hypervisor or a logger puts between a time and a message. */
function beside(line: string, at: number, to: Layers): number {
  const logged = to.stamp !== null && to.stamp.clock !== 'kernel';
  const m = matched(TASK, line, at) ?? matched(GUEST, line, at) ?? (logged ? matched(BLANKS, line, at) : null);
  return m === null ? at : m[0];
}

/** A level in words, or the host and the program of a log. */
function named(line: string, at: number, to: Layers): number {
  const m = matched(DECODED, line, at) ?? matched(DOTTED, line, at);
  const priority = m === null ? undefined : NAMES[m[1] as string];
  if (m !== null && priority !== undefined) {
    to.level = PRIORITIES[priority] ?? null;
    return m[0];
  }
  if (!to.host || to.program !== null || matched(NO_HOST, line, at) !== null) return at;
  const host = matched(HOST, line, at);
  if (host === null) return at;
  const program = host[1] as string;
  const hasHost = line.slice(at, host[0]).includes(' ') && line.indexOf(' ', at) < line.indexOf(':', at);
  const sure = program === 'kernel' || host[2] !== undefined;
  // Behind a time of the kernel a word and a colon is a message, behind a time of a log it is a program on a host.
  if (!sure && (!hasHost || to.stamp?.clock !== 'wall')) return at;
  to.program = program;
  return host[0];
}

function fields(line: string, at: number, to: Layers): number {
  const stamped = stampAt(line, at);
  const from = stamped?.end ?? (line.startsWith('- ', at) ? at + 2 : at);
  if (stamped !== null) take(to, stamped.stamp);
  const m = matched(FIELDS, line, from);
  if (m === null) return from;
  to.program = m[1] as string;
  return m[0];
}

/** Of two times the kernel's counts, it is when the line was printed; else the one with more decimal places, of equal ones the inner. */
function take(to: Layers, stamp: Stamp | null): void {
  if (stamp === null) return;
  const closer = stamp.clock === 'kernel' && !stamp.delta;
  if (to.stamp === null || closer || stamp.places >= to.stamp.places) to.stamp = stamp;
}

/** The groups of a sticky pattern with the end of the match in place of its text. */
function matched(pattern: RegExp, line: string, at: number): [number, ...(string | undefined)[]] | null {
  pattern.lastIndex = at;
  const m = pattern.exec(line);
  return m === null ? null : [at + m[0].length, ...m.slice(1)];
}
