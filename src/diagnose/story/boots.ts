/** The first lines of a machine that starts: of TF-A, which may print both, and of Linux. */
const FIRMWARE = /\bNOTICE:\s{1,2}(?:BL1: v|Booting Trusted Firmware)/;
const LINUX = /\bBooting Linux on physical CPU\b/;
/** The second first line of TF-A comes within so many lines. */
const TOGETHER = 3;

/** Counts the starts of a machine in its log: firmware and the Linux that it starts are one, a kexec is another. */
export class Boots {
  readonly #max: number;
  #boot = 0;
  #lines = 0;
  #kernel = false;

  constructor(max: number) {
    this.#max = max;
  }

  /** The start to which a line belongs, from 0. @param kernel has it a time that the kernel wrote? */
  line(text: string, kernel: boolean): number {
    const again = LINUX.test(text) ? this.#kernel : FIRMWARE.test(text) && (this.#kernel || this.#lines > TOGETHER);
    if (again && this.#boot + 1 < this.#max) {
      this.#boot++;
      this.#lines = 0;
      this.#kernel = false;
    }
    this.#lines++;
    this.#kernel ||= kernel || LINUX.test(text);
    return this.#boot;
  }
}
