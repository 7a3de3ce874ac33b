import { DebuggerRegisters } from './debugger-registers.ts';
import { readEventLine } from './event-line.ts';
import { firmwareFrame } from './firmware-registers.ts';
import type { Importer } from './importer.ts';
import { ConsoleReader } from './text/console-line.ts';
import { peel } from './text/prefix.ts';
import { tidied } from './text/tidied.ts';
import { TraceTextReader } from './trace-text.ts';

/** ftrace text with the recipe's probes, and what perf prints of the same events. */
export const ftraceImporter: Importer = {
  what: 'ftrace text (cat trace, trace_pipe, trace-cmd report, perf script, perf trace)',
  open: (head) => (head.some(isTraceLine) ? new TraceTextReader(head) : null),
};

const isTraceLine = (line: string): boolean => tidied(line).startsWith('# tracer:') || readEventLine(line) !== null;

/** dmesg, a journal, a console of Linux or of firmware: what they say of FF-A at its time, and registers that they print. */
export const consoleImporter: Importer = {
  what: 'text of dmesg, a journal, syslog or a console (Linux, OP-TEE, TF-A, Hafnium, U-Boot, EDK2, Xen)',
  open(head) {
    const reader = new ConsoleReader();
    const stopped = new DebuggerRegisters();
    const isFrame = (line: string): boolean => typeof (stopped.line(line) ?? firmwareFrame(line) ?? true) === 'object';
    const known = (line: string): boolean => reader.row(line) !== null || isFrame(line) || peel(line).stamp !== null;
    return head.some((line) => known(tidied(line))) ? new TraceTextReader(head) : null;
  },
};
