import type { FileStory } from './file-story.ts';
import { StoryReader } from './story-reader.ts';

/** A line of ftrace: the CPU in brackets. It holds no message, unless it is one of the console's own events. */
const EVENT = /\s\[\d{3}\]\s/;
const CONSOLE = /\bconsole: /;
/** A line of a stack below an event (trace_output.c, trace_stack_print; perf's address and symbol): most lines of a trace are. */
const STACK = /^\s*(?:=> |<stack trace>|[0-9a-f]{8,16} \S+\+0x[0-9a-f]+ \()/;

/** The story of a file that is read as a recording: its lines as they come, and the row that each of them became. */
export class RecordingStory {
  readonly #reader = new StoryReader();
  #rows = 0;

  /** @param rows how many rows there are with this line; `text` is null for events and stacks alone (OnRead). */
  line(text: string | null, number: number, rows: number): void {
    const row = rows > this.#rows ? rows - 1 : null;
    this.#rows = rows;
    if (text === null || STACK.test(text) || (EVENT.test(text.slice(0, 60)) && !CONSOLE.test(text))) return;
    this.#reader.line(text, number, row);
  }

  /** Grows with each line of which something was kept. */
  get kept(): number {
    return this.#reader.kept;
  }

  story(): FileStory {
    return this.#reader.story();
  }
}
