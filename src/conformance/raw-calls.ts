import { hex } from '../base/bits.ts';
import { DEFAULTS } from '../scenario/schema.ts';
import { type Op, write } from '../sim/effects.ts';
import type { Action } from '../stack/config.ts';
import { MESSAGE, SHARED } from '../stack/linux/optee/state.ts';
import type { SecureWorldId } from '../stack/secure/facts.ts';
import { secureWorldOf } from '../stack/secure/worlds.ts';
import { Running } from '../stack/simulate.ts';
import type { TraceEvent } from '../trace/event.ts';
import { txInWords } from './tx-words.ts';

/** A register call that a program of its own made on a machine, with its reply (docs: the raw calls). */
export interface RawCall {
  readonly case: string;
  /** w0..w7 in hex, of 64-bit registers. */
  readonly call: readonly string[];
  readonly ret: readonly string[];
  /** x8..x17, where one of them is not zero. */
  readonly ret_x8_x17?: readonly string[];
  /** What the machine was doing, in words. */
  readonly state?: string;
  readonly cpu?: number;
  /** Calls of one boot are in order, and what they change stays. */
  readonly boot?: string;
  /** What lay in the TX buffer, in words (tx-words.ts): it decides the answer. */
  readonly tx?: string;
}

export interface RawResult {
  /** The first register that differs, in words, or null; in the order of the calls. */
  readonly differences: readonly (string | null)[];
  /** Calls with something in the TX buffer that is told in words which are not known. */
  readonly notApplicable: ReadonlySet<number>;
}

/** Makes the calls on a machine whose FF-A core has not started, and compares every register of every reply. */
export function checkRawCalls(calls: readonly RawCall[], secure: SecureWorldId): RawResult {
  const differences: (string | null)[] = calls.map(() => null);
  const notApplicable = new Set(calls.flatMap((c, i) => (txOf(c) === 'not known' ? [i] : [])));
  for (const boot of new Set(calls.map((c) => c.boot))) {
    const here = calls.flatMap((c, i) => (c.boot === boot ? [i] : []));
    // A call whose descriptor is not known is made where it was answered well, because what it made is used later.
    const made = here.filter((i) => !notApplicable.has(i) || !isError(calls[i] as RawCall));
    const once = made.filter((i, n) => !isResumed(calls[made[n - 1] ?? -1], calls[i] as RawCall));
    const replies = repliesTo(
      once.map((i) => calls[i] as RawCall),
      secure,
    );
    for (const [n, i] of once.entries()) {
      // Only timing decides where an interrupt of the normal world cut the call: its last reply counts.
      const last = calls.slice(i).findIndex((c, k) => !isResumed(c, calls[i + k + 1]));
      const asked = { ...(calls[i] as RawCall), ret: (calls[i + last] as RawCall).ret };
      if (!notApplicable.has(i)) differences[i] = differenceOf(asked, replies[n] ?? null);
    }
  }
  return { differences, notApplicable };
}

const txOf = (c: RawCall): ReturnType<typeof txInWords> | undefined =>
  c.tx === undefined ? undefined : txInWords(c.tx, Number(c.call[1]));

const FFA_ERROR = '0x84000060';
const isError = (c: RawCall): boolean => c.ret[0] === FFA_ERROR;

const RETURN_INTERRUPT = '0x2';
const RESUME = '0x80000001';

/** Does the second call only resume what an interrupt of the normal world had cut? */
const isResumed = (first: RawCall | undefined, second: RawCall | undefined): boolean =>
  first?.ret[3] === '0x0' && first.ret[4] === RETURN_INTERRUPT && second?.call[3] === RESUME;

/** The words say that an id has become pending: a secure interrupt came. */
const isPending = (state = ''): boolean => /\bpending \(secure|and pending\b/.test(state);

/** OPTEE_MSG_CMD_DO_BOTTOM_HALF, the message that the machine's page held for the calls of the bottom half. */
const BOTTOM_HALF = { cmd: 6, func: 0, session: 0, ret: 0n, params: [], uuid: null, rpc: null } as const;

function* pageOfMessages(handle: bigint): Op<void> {
  yield* write(SHARED(handle), { handle, bytes: 4096, what: 'a page with a message' });
  yield* write(MESSAGE(handle, 0), BOTTOM_HALF);
}

function repliesTo(calls: readonly RawCall[], secure: SecureWorldId): readonly (readonly string[] | null)[] {
  const cpus = Math.max(DEFAULTS.cpus, ...calls.map((c) => (c.cpu ?? 0) + 1));
  const sent = calls.flatMap((raw, i): Action[] => {
    const { call, state, cpu = 0 } = raw;
    const tx = txOf(raw);
    const smc: Action = { do: 'smc', w: call.map(BigInt), cpu, ...(typeof tx === 'object' ? { tx } : {}) };
    return isPending(state) && !isPending(calls[i - 1]?.state) ? [{ do: 'notify' }, smc] : [smc];
  });
  // A scenario that boots the FF-A core has not booted it before: so the raw calls are the first.
  const config = { ...DEFAULTS, cpus, secure, actions: [...sent, { do: 'boot' } as const] };
  const running = new Running(config, { before: () => pageOfMessages(secureWorldOf(secure).firstHandle) });
  running.settle();
  const { trace } = running.result();
  const byAction = new Map<number, TraceEvent>();
  for (const e of trace.rows())
    if (e.kind === 'return' && trace.row(e.of).action === e.action && e.ctx === 'other driver')
      byAction.set(e.action, e);
  return sent.flatMap((action, i) => {
    const e = byAction.get(i);
    return action.do !== 'smc' ? [] : [e?.kind === 'return' ? e.w.map(hex) : null];
  });
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
