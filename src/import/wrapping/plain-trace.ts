import type { Head } from '../importer.ts';
import { isHtml } from './html.ts';
import { isEncodedMail } from './mail.ts';

/**
 * An event as the kernel prints it: the name of the task, set to the right in 16 columns, its number, the CPU, the flags and the
 * time in seconds (kernel/trace/trace_output.c, trace_print_context). What a tool puts before a line moves these columns.
 */
const EVENT = /^(?=.{16}-) *\S+-\d+ +(?:\([ \d-]+\) )?\[\d{3}\] \S{4,6} +\d+\.\d{6}: \S/;
/** A line of the heading, a line of a stack (` => function`), or an empty one. */
const BESIDE = /^(?:#| => |\s*$)/;

/** Are these the lines of a trace of the kernel as it stands in its file, with nothing of another tool around any of them? */
export function isPlainTrace(head: Head): boolean {
  let events = 0;
  for (const line of head)
    if (EVENT.test(line)) events++;
    else if (!BESIDE.test(line)) return false;
  // What a page or a mail writes for a sign leaves the columns as they are.
  return events > 0 && !isHtml(head) && !isEncodedMail(head);
}
