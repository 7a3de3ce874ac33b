import { type FirmwareFrame, frameOfWords } from './firmware-registers.ts';

/** Of the kernel's report: which CPU it speaks of (kernel/printk, dump_stack_print_info()). */
const ON_CPU = /^CPU: (\d{1,5}) /;
/** `pc : __arm_smccc_smc+0x8/0x30`, before the registers (arch/arm64/kernel/process.c, __show_regs()). */
const PC = /^pc : (\S{1,200})/;
/** `x5 : 0000000000000000 x4 : … x3 : …`, three a line from x29 down to x0. */
const REGISTERS = /^x\d{1,2} ?: ?[0-9a-f]{16}(?:\s{1,3}x\d{1,2} ?: ?[0-9a-f]{16}){0,3}$/;

/**
 * Reads the registers that Linux prints of a CPU which stands in its conduit: that is a call on its way, or an answer that
 * has just come. As long as x0 holds the id of a call the SMC has not come back, for it would have been overwritten.
 */
export class RegisterDump {
  #cpu: number | null = null;
  #inConduit = false;
  readonly #words = new Map<number, string>();

  /** The frame, with the line that holds the last of its registers; null for every other line. */
  line(text: string): FirmwareFrame | null {
    const cpu = ON_CPU.exec(text);
    if (cpu !== null) this.#cpu = Number(cpu[1]);
    const pc = PC.exec(text);
    if (pc !== null) {
      this.#inConduit = /^__arm_smccc_(?:smc|hvc)\b/.test(pc[1] as string);
      this.#words.clear();
    }
    if (!this.#inConduit || !REGISTERS.test(text)) return null;
    for (const m of text.matchAll(/x(\d{1,2}) ?: ?([0-9a-f]{16})/g)) this.#words.set(Number(m[1]), m[2] as string);
    const list = Array.from({ length: 8 }, (_, i) => this.#words.get(i));
    if (list.some((word) => word === undefined)) return null;
    this.#inConduit = false;
    return frameOfWords(list as string[], this.#cpu);
  }
}
