import { hex } from '../base/bits.ts';
import { run } from '../scenario/run.ts';
import { DEFAULTS } from '../scenario/schema.ts';
import type { SecureWorld } from '../stack/config.ts';

/** A register call that a program of its own made on a machine, with its reply (docs: the raw calls). */
export interface RawCall {
  readonly case: string;
  /** w0..w7 in hex, of 64-bit registers. */
  readonly call: readonly string[];
  readonly ret: readonly string[];
  /** x8..x17, where one of them is not zero. */
  readonly ret_x8_x17?: readonly string[];
  readonly cpu?: number;
  /** Calls of one boot are in order, and what they change stays. */
  readonly boot?: string;
  /** What lay in the TX buffer, in words: it decides the answer, and a scenario cannot say it. */
  readonly tx?: string;
}

export interface RawResult {
  /** The first register that differs, in words, or null; in the order of the calls. */
  readonly differences: readonly (string | null)[];
  /** Calls whose answer nothing that a scenario has decides. */
  readonly notApplicable: ReadonlySet<number>;
}

/** Makes the calls on a machine whose FF-A core has not started, and compares every register of every reply. */
export function checkRawCalls(calls: readonly RawCall[], secure: SecureWorld): RawResult {
  const differences: (string | null)[] = calls.map(() => null);
  const notApplicable = new Set(calls.flatMap((c, i) => (c.tx === undefined ? [] : [i])));
  for (const boot of new Set(calls.map((c) => c.boot))) {
    const here = calls.flatMap((c, i) => (c.boot === boot ? [i] : []));
    // A call with something in the TX buffer is made where it was answered well, because what it made is used later.
    const made = here.filter((i) => !notApplicable.has(i) || !isError(calls[i] as RawCall));
    const replies = repliesTo(
      made.map((i) => calls[i] as RawCall),
      secure,
    );
    for (const [n, i] of made.entries())
      if (!notApplicable.has(i)) differences[i] = differenceOf(calls[i] as RawCall, replies[n] ?? null);
  }
  return { differences, notApplicable };
}

const FFA_ERROR = '0x84000060';
const isError = (c: RawCall): boolean => c.ret[0] === FFA_ERROR;

function repliesTo(calls: readonly RawCall[], secure: SecureWorld): readonly (readonly string[] | null)[] {
  const sent = calls.map(({ call }) => ({ do: 'smc', w: call.map(BigInt) }) as const);
  // A scenario that boots the FF-A core has not booted it before: so the raw calls are the first.
  const { trace } = run({ ...DEFAULTS, secure, actions: [...sent, { do: 'boot' }] });
  const replies: (readonly string[] | null)[] = calls.map(() => null);
  for (const e of trace.rows())
    if (e.kind === 'return' && e.action < calls.length && trace.row(e.of).action === e.action)
      replies[e.action] = e.w.map(hex);
  return replies;
}

function differenceOf(c: RawCall, reply: readonly string[] | null): string | null {
  if (reply === null) return `no reply, recorded ${c.ret[0]}`;
  const expected = [...c.ret, ...(c.ret_x8_x17 ?? [])];
  for (let i = 0; i < Math.max(expected.length, reply.length); i++) {
    const [recorded = '0x0', said = '0x0'] = [expected[i], reply[i]];
    if (BigInt(recorded) !== BigInt(said)) return `w${i}: recorded ${recorded}, the model says ${said}`;
  }
  return null;
}
