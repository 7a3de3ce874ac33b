import type { Actor } from '../trace/event.ts';
import type { RecordingBuilder } from './builder.ts';
import type { FirmwareFrame } from './firmware-registers.ts';
import { isReplyWord } from './reply-ids.ts';

/** FFA_MSG_WAIT, FFA_SECONDARY_EP_REGISTER, FFA_NORMAL_WORLD_RESUME: only the secure world makes these calls. */
const FROM_SECURE: ReadonlySet<number> = new Set([0x6b, 0x87, 0x7c]);
const VERSION = 0x63;
const FRAMEWORK = 0x8000_0000;

/**
 * Calls and answers out of registers that firmware prints. TF-A's SPMD prints what arrives at EL3 from either world
 * (services/std_svc/spmd/spmd_main.c, spmd_smc_handler() at 6a164dda7208): a call of Linux, and as the next line of
 * that CPU the call by which the secure world gives its answer. What EL3 answers itself (FFA_ID_GET, FFA_SPM_ID_GET, a
 * refused call) comes back without a line: then the next line of the CPU is the next call, and nothing is missing.
 */
export class FirmwareFrames {
  readonly #builder: RecordingBuilder;
  /** The function that is open on each CPU. */
  readonly #open = new Map<string, number>();

  constructor(builder: RecordingBuilder) {
    this.#builder = builder;
  }

  use({ cpu, halves, says, spmd }: FirmwareFrame): void {
    const context = cpu === null ? 'console' : `CPU ${cpu}`;
    this.#builder.where(cpu ?? 0, context, 'process');
    const w0 = halves[0] as number;
    const open = this.#open.get(context);
    if (says === 'reply' || isReplyWord(w0, halves[1] as number)) {
      // What the SPMC answers to a message of TF-A itself (FFA_VERSION is asked so) is no answer to Linux.
      const toSpmd =
        open !== undefined &&
        (open & 0xffff) === VERSION &&
        (w0 & 0xffff) === 0x70 &&
        ((halves[4] as number) & FRAMEWORK) !== 0;
      if (toSpmd) this.#answeredUnseen(context);
      this.#builder.reply(halves, null);
      this.#open.delete(context);
      return;
    }
    if (open !== undefined && spmd) this.#answeredUnseen(context);
    const from: Actor = FROM_SECURE.has(w0 & 0xffff) ? 'spmc' : 'arm_ffa';
    this.#builder.call(halves, from);
    this.#open.set(context, w0);
    if (from === 'spmc') this.#answeredUnseen(context);
  }

  /** At the end: what EL3 answers itself is not waited for, and a text that holds some lines of many is no machine that hangs. */
  finish(): void {
    for (const [context, w0] of this.#open) {
      this.#builder.where(Number(/\d+$/.exec(context)?.[0] ?? 0), context, 'process');
      if ([0x63, 0x69, 0x85].includes(w0 & 0xffff)) this.#builder.answeredUnseen();
      else this.#builder.endsOpen('no later line of this CPU is one');
    }
  }

  #answeredUnseen(context: string): void {
    this.#open.delete(context);
    this.#builder.answeredUnseen();
  }
}
