import { teeResultName } from '../abi/tee-result.ts';
import { hex } from '../base/bits.ts';
import type { Args, StepEvent, TraceEvent } from '../trace/event.ts';
import type { Rule } from './responder.ts';
import type { Verdict } from './verdict.ts';

const OPEN_SESSION = 0;
const INVOKE_COMMAND = 1;
const DO_BOTTOM_HALF = 6;
const SUCCESS = 0n;
const SHORT_BUFFER = 0xffff_0010n;

/** The results that OP-TEE can put into the message that the driver sends, and where that is written. */
interface MessageRule extends Rule {
  readonly allowed: readonly bigint[];
}

const OPEN_DEVICE_PTA: MessageRule = {
  id: 'OT-DEVICE-PTA-OPEN',
  text: 'The session with the device PTA is opened.',
  source: 'OP-TEE 4.10 (d5001fe0) core/pta/device.c; recording b-probe',
  allowed: [SUCCESS],
};
const GET_DEVICES: MessageRule = {
  id: 'OT-DEVICE-PTA-GET',
  text: 'The device PTA answers with its list, or with SHORT_BUFFER and the size that the list needs.',
  source: 'OP-TEE 4.10 (d5001fe0) core/pta/device.c, get_devices(); recording b-probe',
  allowed: [SUCCESS, SHORT_BUFFER],
};
const BOTTOM_HALF: MessageRule = {
  id: 'OT-BOTTOM-HALF',
  text: 'The bottom half runs.',
  source: 'OP-TEE 4.10 (d5001fe0) core/kernel/notif.c, notif_deliver_event(); recording f-async-uart',
  allowed: [SUCCESS],
};

/**
 * What a message in shared memory carries crosses no register. Where the recording has a probe on
 * optee_ffa_do_call_with_arg that shows the command and the result, it is checked as well.
 */
export class MessageWatch {
  /** Contexts inside optee_enumerate_devices. */
  readonly #enumerating = new Set<string>();
  readonly #failed = new Set<string>();

  follow(e: TraceEvent): void {
    if ((e.kind !== 'enter' && e.kind !== 'step') || e.fn !== 'optee_enumerate_devices') return;
    if (e.kind === 'enter') this.#enumerating.add(e.ctx);
    else {
      this.#enumerating.delete(e.ctx);
      if (typeof e.rc === 'number' && e.rc < 0) this.#failed.add(e.ctx);
    }
  }

  isEnumerating(ctx: string): boolean {
    return this.#enumerating.has(ctx);
  }

  /** Did the enumeration of devices fail in this context before? */
  enumerationFailed(ctx: string): boolean {
    return this.#failed.has(ctx);
  }
}

/** A departure, where this row shows a result that OP-TEE does not give to this message. */
export function checkMessage(e: TraceEvent, watch: MessageWatch): Verdict | null {
  watch.follow(e);
  if (e.kind !== 'step' || e.fn !== 'optee_ffa_do_call_with_arg' || e.rc !== 0) return null;
  const result = resultOf(e.args);
  const rule = ruleFor(e, watch.isEnumerating(e.ctx));
  if (rule === null || result === null || rule.allowed.includes(result)) return null;
  const allowed = rule.allowed.map(named).join(' or ');
  const { allowed: _, ...plain } = rule;
  return {
    row: e.row,
    judgement: 'departure',
    rule: plain,
    text: `The message's result: recorded ${named(result)}, profile ${allowed}. ${rule.text}`,
    register: null,
    expected: null,
  };
}

function ruleFor(e: StepEvent, enumerating: boolean): MessageRule | null {
  // The probe reads the slot at offset 0: at another offset it shows another call's message (docs/recordings.md#recipe).
  if (e.args.offs !== 0) return null;
  if (e.args.cmd === DO_BOTTOM_HALF) return BOTTOM_HALF;
  if (!enumerating) return null;
  if (e.args.cmd === OPEN_SESSION) return OPEN_DEVICE_PTA;
  return e.args.cmd === INVOKE_COMMAND ? GET_DEVICES : null;
}

function resultOf(args: Args): bigint | null {
  const { ret } = args;
  return typeof ret === 'string' && /^0x[0-9a-f]{1,8}$/.test(ret) ? BigInt(ret) : null;
}

const named = (result: bigint): string => `${teeResultName(result) ?? 'a result without a name'} (${hex(result)})`;
