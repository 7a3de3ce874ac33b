import type { Actor, LogEvent } from '../../trace/event.ts';
import { type Firmware, firmwareOfWords } from './firmware-words.ts';
import { KEPT, LINUX_MESSAGES, levelOfWords, REPORT } from './linux-messages.ts';
import { peel } from './prefix.ts';
import { ABOUT, HAFNIUM_PIECES, levelIn, type MessageSource, SOURCES } from './sources.ts';
import type { Stamp } from './stamp.ts';
import { typedLine } from './typed.ts';

/** One line of a console or of a log. */
export interface ConsoleRow {
  /** Null for a line that is understood and has nothing to do with FF-A. */
  readonly who: Actor | null;
  readonly level: LogEvent['level'];
  readonly text: string;
  readonly stamp: Stamp | null;
  /** Who printed it, as the count of what is not drawn names it. */
  readonly from: string;
}

/** Who says a line whose words do not tell, where nothing was said before: of VERBOSE lines Hafnium has seven times more. */
const CHATTY = { WARNING: 'TF-A', VERBOSE: 'Hafnium' } as const;

/** A time as Linux writes it before its messages, and how far behind the begin of a line it may stand. */
const KERNEL_TIME = /\[ {0,6}\d{1,8}\.\d{6}\]/;
const FAR = 120;

/** How the consoles of a board are called by what collects them. */
const CONSOLES = /uart|tty|com\d|serial|console|terminal|secure|spm|hafnium|tfa|tf-a|atf|fvp|qemu|ap\b|soc|board/i;

/** What a log that has fields says of a message beside its text. */
export interface Given {
  readonly stamp: Stamp | null;
  readonly level: LogEvent['level'] | null;
  readonly program: string | null;
}

/**
 * Tells lines of consoles and logs apart. What looks alike in two programs is decided by the lines before, so one reader
 * sees the lines of a file in their order.
 */
export class ConsoleReader {
  /** The firmware whose lines came last, where they could not be taken for another's. */
  #firmware: Firmware | null = null;
  #hafnium = false;

  /** The line as a row; null for a line that is no program's that is known here. `line` has no escape codes. */
  row(line: string): ConsoleRow | null {
    const { rest, stamp, level, program } = peel(line);
    const row = this.message(rest, { stamp, level, program }, rest !== line);
    // A program that collects several consoles writes before each line which one it is from.
    const known = row ?? this.#tagged(rest, { stamp, level, program });
    return known === null || known.who === null ? (this.behind(line) ?? known) : known;
  }

  /** What a program said, as a row; `line` is the whole line, which is tried as one where nothing was taken off it. */
  said(message: string, given: Given, logged: boolean, line: string): ConsoleRow | null {
    const row = this.message(message, given, logged);
    if (row === null && message === line) return this.row(line);
    return row === null || row.who === null ? (this.behind(line) ?? row) : row;
  }

  /**
   * A message of Linux behind a time of the kernel, whatever a logger, a terminal or a person put before it. Only where it is
   * about FF-A: before another message it may as well be what a program says of a log.
   */
  behind(line: string): ConsoleRow | null {
    const at = line.slice(0, FAR).search(KERNEL_TIME);
    if (at <= 0) return null;
    const inner = peel(line.slice(at));
    if (inner.rest === line.slice(at)) return null;
    const row = this.message(inner.rest, inner, true);
    return row?.who === 'arm_ffa' || row?.who === 'optee-driver' ? row : null;
  }

  /** @param logged does the line stand in a log, so that what it says is a program's whatever it says? */
  message(text: string, given: Given, logged: boolean): ConsoleRow | null {
    if (KEPT.test(text)) return { who: null, level: 'info', text, stamp: given.stamp, from: 'kernel' };
    const tag = given.program === null ? programTag(text) : null;
    if (tag !== null) {
      const row = this.message(tag.rest, { ...given, program: tag.program }, logged);
      // Without anything before it a word with a number may be a value of a register too.
      if (logged || (row !== null && row.who !== null)) return row;
    }
    const who = this.#source(text, given);
    if (who !== null) return who;
    const linux = given.program === null || given.program === 'kernel';
    if (linux) {
      const row = kernelRow(text, given, logged);
      if (row !== null) return row;
    } else if (given.program !== null) return programRow(text, given.program, given);
    const typed = typedLine(text);
    return typed === null ? null : { who: 'user', level: 'info', text: typed, stamp: given.stamp, from: 'person' };
  }

  /** The row of a firmware's line, by the table of sources. */
  #source(text: string, given: Given): ConsoleRow | null {
    const linux = given.program === 'kernel' || given.stamp?.clock === 'kernel';
    const program = given.program !== null && given.program !== 'kernel';
    for (const source of SOURCES) {
      if ((linux && source.weak === true) || (program && source.relayed !== true)) continue;
      const m = source.begins.exec(text);
      if (m === null) continue;
      if (source.name === 'TF-A' || source.name === 'Hafnium') this.#saw(source.name);
      return sourceRow(source, m[1], text, given);
    }
    if (program) return null;
    const alike = /^(WARNING|VERBOSE): /.exec(text);
    if (alike !== null && !REPORT.test(text)) {
      const firmware =
        firmwareOfWords(text.slice(alike[0].length)) ?? this.#firmware ?? CHATTY[alike[1] as keyof typeof CHATTY];
      const source = SOURCES.find((s) => s.name === firmware) as MessageSource;
      const level = alike[1] === 'WARNING' ? 'warn' : 'debug';
      return { who: source.who, level, text, stamp: given.stamp, from: firmware };
    }
    if (this.#hafnium && HAFNIUM_PIECES.test(text))
      return { who: 'spmc', level: 'info', text, stamp: given.stamp, from: 'Hafnium' };
    return null;
  }

  #saw(firmware: Firmware): void {
    this.#firmware = firmware;
    if (firmware === 'Hafnium') this.#hafnium = true;
  }

  #tagged(text: string, given: Given): ConsoleRow | null {
    // docker compose fills the name of a container up with blanks: `qemu-1    | `.
    const tag = /^\[?([\w./-]{1,60})(?::\d{1,9})?\]?(?: ?[:>]| {0,40}\||\]) {0,4}(?=\S)/.exec(text);
    if (tag === null) return null;
    // `sshd: ERROR: …` is a program's: a word and one blank are Hafnium's only behind the name of a console.
    const alike = /^(?:NOTICE|ERROR|INFO|WARNING|VERBOSE): (?! )/.test(text.slice(tag[0].length));
    if (alike && !this.#hafnium && !CONSOLES.test(tag[1] as string)) return null;
    const inner = peel(text.slice(tag[0].length));
    const known = inner.rest.length < text.length - tag[0].length;
    const { stamp, level, program } = inner;
    return this.message(inner.rest, { stamp: stamp ?? given.stamp, level: level ?? given.level, program }, known);
  }
}

/** `tee-supplicant[123]: ` and, of the one program that is known here, `tee-supplicant: ` before a message. */
function programTag(text: string): { readonly program: string; readonly rest: string } | null {
  const m = /^(?:([A-Za-z][\w.@/-]{0,63})\[\d{1,10}\]|(tee-supplicant)): /.exec(text);
  return m === null ? null : { program: (m[1] ?? m[2]) as string, rest: text.slice(m[0].length) };
}

/** One line alone, for what asks about a single message. */
export const consoleRow = (line: string): ConsoleRow | null => new ConsoleReader().row(line);

function sourceRow(source: MessageSource, word: string | undefined, text: string, given: Given): ConsoleRow {
  const message = source.strips === undefined ? text : text.replace(source.strips, '');
  const own = source.name === 'Xen' ? peel(text.slice('(XEN) '.length)) : null;
  const level = levelIn(source, word, message);
  const drawn = source.aboutOnly !== true || ABOUT.test(message);
  return { who: drawn ? source.who : null, level, text: message, stamp: own?.stamp ?? given.stamp, from: source.name };
}

/**
 * Messages of Linux about FF-A as they begin with nothing before them (dmesg -t): the name of the driver, and of a device with
 * it as dev_err() prints both.
 */
const SURE =
  /^(?:ARM FF-A|arm_ffa|optee|tee|ffa_grab|tee_\w{1,40}|uuid_v5): |^(?:optee|arm[-_]ffa|ffa[-_]\w{1,32}|tee\w{0,32}|tpm_\w{1,20}) (?:firmware:optee|arm-ffa(?:-\d{1,5})?|optee-\S{1,60}|tee(?:priv)?\d{1,3})(?:: |\.)/;

function kernelRow(text: string, { stamp, level }: Given, logged: boolean): ConsoleRow | null {
  const message = text.replace(/^\[ {0,10}[TC]\d{1,10}\] ?/, '');
  const known = LINUX_MESSAGES.find((m) => m.pattern.test(message));
  const report = REPORT.test(message);
  // A line without anything before it is Linux's only where it begins as its messages about FF-A do.
  const sure = logged || report || SURE.test(message);
  if (!sure) return null;
  const who = report ? (known?.who ?? 'kernel') : (known?.who ?? null);
  const grave = level ?? (report ? 'error' : (known?.level ?? levelOfWords(message)));
  return { who, level: grave, text: message, stamp, from: 'kernel' };
}

/** A program under Linux: tee-supplicant has its lane, of others only what is about FF-A is drawn. */
function programRow(text: string, program: string, { stamp, level }: Given): ConsoleRow {
  const who: Actor | null = /^tee-supplicant/.test(program) ? 'supplicant' : ABOUT.test(text) ? 'user' : null;
  return { who, level: level ?? levelOfWords(text), text, stamp, from: program === 'kernel' ? 'kernel' : 'program' };
}
