import type { Frame } from '../abi/frame.ts';
import { callName } from '../abi/identify.ts';
import { hex } from '../base/bits.ts';
import { DEFAULTS } from '../scenario/read/defaults.ts';
import { type Op, write } from '../sim/effects.ts';
import type { Fault } from '../sim/fault.ts';
import type { Action } from '../stack/config.ts';
import { MESSAGE, SHARED } from '../stack/linux/optee/state.ts';
import type { SecureWorldId } from '../stack/secure/facts.ts';
import { Watcher } from '../stack/secure/rules/judge.ts';
import { sameFrame } from '../stack/secure/rules/reply.ts';
import { secureWorldOf } from '../stack/secure/worlds.ts';
import { Running } from '../stack/simulate.ts';

/** One call on a real machine, as a line of JSON: the lines of a file are the calls of one boot, in their order. */
export interface RawCall {
  readonly case: string;
  readonly call: readonly string[];
  readonly ret: readonly string[];
  /** What the machine was doing, in words. */
  readonly state: string;
  /** What lay in the TX buffer, where that decides the answer: a scenario cannot say it. */
  readonly tx?: string;
}

/** How the model, or the rules as a profile, compare with a boot. */
export interface RawResult {
  readonly total: number;
  readonly equal: number;
  /** Calls whose answer is decided by what a scenario cannot say. */
  readonly notApplicable: number;
  /** `case: what differs`, one a call. */
  readonly differences: readonly string[];
}

const frameOf = (words: readonly string[]): Frame => words.map(BigInt);

/** The message that the machine's page held for the calls of the bottom half: OPTEE_MSG_CMD_DO_BOTTOM_HALF. */
const BOTTOM_HALF = 6;
const FIRST_HANDLE = 1n << 44n;

function* pageOfMessages(): Op<void> {
  yield* write(SHARED(FIRST_HANDLE), { handle: FIRST_HANDLE, bytes: 4096, what: 'a page with a message' });
  yield* write(MESSAGE(FIRST_HANDLE, 0), {
    cmd: BOTTOM_HALF,
    func: 0,
    session: 0,
    ret: 0n,
    params: [],
    uuid: null,
    rpc: null,
  });
}

const isPending = (state: string): boolean => /\bpending \(secure|and pending\b/.test(state);

/**
 * Makes the calls of a boot in the model, on a machine that no FF-A core of Linux has touched. A secure interrupt comes
 * where the words say that an id has become pending. A call that a foreign interrupt cut in two counts as one with the
 * last reply: only timing decides where it was cut.
 */
export function compareRaw(calls: readonly RawCall[], secure: SecureWorldId): RawResult {
  const made = withoutForeignInterrupts(calls);
  const actions: Action[] = [];
  const faults: Fault[] = [];
  const counts = new Map<string, number>();
  made.forEach((c, i) => {
    if (isPending(c.state) && !isPending(made[i - 1]?.state ?? '')) actions.push({ do: 'notify' });
    actions.push({ do: 'smc', w: frameOf(c.call) });
    const name = nameOf(c);
    const nth = (counts.get(name) ?? 0) + 1;
    counts.set(name, nth);
    const status = c.tx === undefined ? null : statusOf(c);
    // What the buffer held is not known to the model: it refuses what the machine refused.
    if (status !== null) faults.push({ at: { call: name, nth }, do: { error: status } });
  });
  const config = { ...DEFAULTS, secure, actions: [...actions, { do: 'boot' } as const], faults };
  const running = new Running(config, { before: pageOfMessages });
  running.settle();
  const { trace } = running.result();
  const answers = [...trace.rows()].filter((e) => e.kind === 'return' && e.ctx === 'other driver');
  const differences: string[] = [];
  made.forEach((c, i) => {
    const answer = answers[i];
    const reply = answer?.kind === 'return' ? answer.w : null;
    if (c.tx !== undefined || (reply !== null && sameFrame(reply, frameOf(c.ret)))) return;
    differences.push(
      `${c.case}: recorded ${c.ret.join(' ')}, the model says ${reply?.map(hex).join(' ') ?? 'nothing'}`,
    );
  });
  return summary(calls, differences);
}

/** Puts the replies of a boot beside what the rules allow, as a recording. */
export function judgeRaw(calls: readonly RawCall[], secure: SecureWorldId): RawResult {
  const world = secureWorldOf(secure);
  const watcher = new Watcher(world.parties, world.meanwhile);
  const differences: string[] = [];
  for (const c of calls) {
    const [call, reply] = [frameOf(c.call), frameOf(c.ret)];
    const { allowed, which } = watcher.expect(call);
    if (which(reply) === null) {
      const wanted = allowed.map((a) => a.frame?.map(hex).join(' ') ?? a.reply.text).join(', or ');
      differences.push(`${c.case}: recorded ${c.ret.join(' ')}, the rules allow ${wanted}`);
    }
    watcher.observe(call, reply);
  }
  return { total: calls.length, equal: calls.length - differences.length, notApplicable: 0, differences };
}

function summary(calls: readonly RawCall[], differences: readonly string[]): RawResult {
  const notApplicable = calls.filter((c) => c.tx !== undefined).length;
  const equal = calls.length - notApplicable - differences.length;
  return { total: calls.length, equal, notApplicable, differences };
}

const nameOf = (c: RawCall): string => callName(frameOf(c.call));

const FFA_ERROR = '0x84000060';
const statusOf = ({ ret }: RawCall): number | null =>
  ret[0] === FFA_ERROR ? Number(BigInt.asIntN(32, BigInt(ret[2] ?? 0))) : null;

const RETURN_INTERRUPT = '0x2';
const RESUME = '0x80000001';

/** The calls without those that only resume what an interrupt of the normal world had cut; the last reply stands. */
function withoutForeignInterrupts(calls: readonly RawCall[]): readonly RawCall[] {
  const kept: RawCall[] = [];
  for (const c of calls) {
    const last = kept.at(-1);
    const cut = last !== undefined && last.ret[3] === '0x0' && last.ret[4] === RETURN_INTERRUPT;
    if (last !== undefined && cut && c.call[3] === RESUME) kept[kept.length - 1] = { ...last, ret: c.ret };
    else kept.push(c);
  }
  return kept;
}
