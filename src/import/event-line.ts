import { readEvent } from './event-shapes.ts';
import type { EventLine } from './ftrace-line.ts';
import { peel } from './text/prefix.ts';
import { tidied } from './text/tidied.ts';

/** The event of one line, whatever a log put before it. */
export function readEventLine(line: string): EventLine | null {
  const text = tidied(line);
  return readEvent(text) ?? readEvent(peel(text).rest);
}
