import type { Actor, LogEvent } from '../trace/event.ts';

/** One line of a console. */
export interface ConsoleRow {
  /** Null for a line that is understood and has nothing to do with FF-A. */
  readonly who: Actor | null;
  readonly level: LogEvent['level'];
  readonly text: string;
  /** Seconds since the kernel or the firmware started; null where the line has no time. */
  readonly seconds: number | null;
}

const OPTEE_LEVELS: { readonly [letter: string]: LogEvent['level'] } = {
  E: 'error',
  W: 'warn',
  I: 'info',
  D: 'debug',
  F: 'debug',
};
const TFA_LEVELS: { readonly [word: string]: LogEvent['level'] } = {
  NOTICE: 'info',
  ERROR: 'error',
  WARNING: 'warn',
  INFO: 'info',
  VERBOSE: 'debug',
};

/** Kernel messages that belong on the diagram: of the FF-A core, the OP-TEE driver, or a report that names one of them. */
const KERNEL_LANES: readonly (readonly [RegExp, Actor])[] = [
  [/^(ARM FF-A|arm_ffa|ffa_core|arm-ffa[\w-]*)\b/i, 'arm_ffa'],
  [/^(optee|tee|OP-TEE)\b[^a-z]/i, 'optee-driver'],
  [/^ffa_grab\b/, 'other'],
  [/\b(optee_\w+|tee_device_\w+|\[optee\]|notif_work_fn|notif_callback)/, 'optee-driver'],
  [/\bffa_\w+|FF-A|FFA\b/, 'arm_ffa'],
];

/** Reports of the kernel that name no driver in their first line. */
const REPORT =
  /^(BUG: |WARNING: |INFO: task .* blocked|Kernel panic|Internal error|Unable to handle kernel|------------\[ cut here)/;

/**
 * A line of the Linux console or of dmesg, of OP-TEE's console (core/kernel/trace.c, `D/TC:0 1 func:12 text`) or of
 * TF-A's (`INFO:    text`); null for a line that is none of them.
 */
export function consoleRow(line: string): ConsoleRow | null {
  const text = stripEscapes(line);
  return optee(text) ?? tfa(text) ?? kernel(text) ?? typed(text);
}

function optee(text: string): ConsoleRow | null {
  const m = /^(?:\[\s{0,8}(\d{1,10}\.\d{1,9})\]\s)?([EWIDF])\/(TC|TA|LD|DRV)\b\S{0,20}/.exec(text);
  if (m === null) return null;
  return {
    who: 'optee',
    level: OPTEE_LEVELS[m[2] as string] ?? 'info',
    text,
    seconds: m[1] === undefined ? null : Number(m[1]),
  };
}

function tfa(text: string): ConsoleRow | null {
  const m = /^(NOTICE|ERROR|WARNING|INFO|VERBOSE):\s{1,8}/.exec(text);
  if (m === null || /^(WARNING|INFO|ERROR): \S/.test(text)) return null;
  return { who: 'spmd', level: TFA_LEVELS[m[1] as string] ?? 'info', text, seconds: null };
}

function kernel(text: string): ConsoleRow | null {
  const m =
    /^(?:<\d{1,3}>)?(?:\w{3} [ \d]\d \d\d:\d\d:\d\d \S+ kernel: )?\[\s{0,8}(\d{1,10}\.\d{1,9})\](?:\[\s{0,8}[TC]\d{1,10}\])?\s?(.*)$/.exec(
      text,
    );
  if (m === null) return null;
  const message = m[2] as string;
  return { who: laneOfMessage(message), level: levelOf(message), text: message, seconds: Number(m[1]) };
}

/** What a person or a script wrote between: `### scenario`, `+ insmod optee`; and messages without a time. */
function typed(text: string): ConsoleRow | null {
  if (/^(\+|###) \S|^\s{1,8}rc=-?\d{1,10}$/.test(text)) return { who: 'user', level: 'info', text, seconds: null };
  const who = REPORT.test(text) || /^(optee|ARM FF-A|arm_ffa|ffa_grab|tee):/.test(text) ? laneOfMessage(text) : null;
  return who === null ? null : { who, level: levelOf(text), text, seconds: null };
}

function laneOfMessage(message: string): Actor | null {
  for (const [pattern, actor] of KERNEL_LANES) if (pattern.test(message)) return actor;
  return REPORT.test(message) ? 'user' : null;
}

function levelOf(message: string): LogEvent['level'] {
  if (
    REPORT.test(message) ||
    /\b(fail(ed|ure)?|error|invalid|panic|could not|incompatible|not enabled)\b/i.test(message)
  )
    return 'error';
  return /\b(warn(ing)?|downgrading|taints)\b/i.test(message) ? 'warn' : 'info';
}

/** Colours of a terminal. */
const stripEscapes = (line: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ESC begins an escape sequence
  line.includes('\u001b') ? line.replace(/\u001b\[[0-9;]{0,20}[A-Za-z]/g, '') : line;
