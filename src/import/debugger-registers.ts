import { type FirmwareFrame, frameOfWords } from './firmware-registers.ts';

/**
 * One register a line, as debuggers list them: `x0   0x8400006f   2214592623` (GDB), `(0) x0 (/64): 0x8400006f` (OpenOCD),
 * `      x0 = 0x8400006f` (LLDB). What TF-A prints when it panics is not set in, and holds the registers of EL3.
 */
const REGISTER =
  /^(?:\s{0,8}(?:\(\d{1,3}\) )?x(\d{1,2})(?: \(\/64\))?(?::|\s)\s{0,20}|\s{4,12}x(\d{1,2}) = )(0x[0-9a-f]{1,16})\b/i;

/** Reads the registers of a CPU that a debugger has stopped in the conduit: x0 to x7 in lines behind each other. */
export class DebuggerRegisters {
  #words: string[] = [];

  /** The frame, with the line that holds x7; true for another line of such a list, null for every other line. */
  line(text: string): FirmwareFrame | true | null {
    const m = REGISTER.exec(text);
    if (m === null) {
      this.#words = [];
      return null;
    }
    const number = Number(m[1] ?? m[2]);
    if (number === 0) this.#words = [];
    if (number !== this.#words.length || number > 7) return true;
    this.#words.push(m[3] as string);
    if (number < 7) return true;
    return frameOfWords(this.#words, null) ?? true;
  }
}
