import { type Frame, frame } from '../../abi/frame.ts';
import { error } from '../../abi/reply.ts';
import { FFA_STATUS } from '../../abi/status.ts';
import { type Expectation, oneOf, only, shaped } from './expectation.ts';
import { anySet, opteeRule, w, wide, x } from './registers.ts';
import type { ProfileState } from './state.ts';

const OPTEE = 0x8001n;
const SPMC = 0x8000n;
const BAD_PARAMETERS = 0xffff_0006n;
const NOT_IMPLEMENTED = 0xffff_0009n;
const BUSY = 0xffff_000dn;
const FFA_BUSY = 0xffff_fffcn;
const FFA_INVALID = 0xffff_fffen;
const FFA_DENIED = 0xffff_fffan;
const NOT_SUPPORTED = error(FFA_STATUS.NOT_SUPPORTED);

const WITH_ARG = 0x8000_0000n;
const RESUME = 0x8000_0001n;

/** Direct messages to OP-TEE (protocol.md 3). null for a message to a partition that this profile does not know. */
export function expectDirect(s: ProfileState, number: number, c: Frame): Expectation | null {
  const receiver = w(c, 1) & 0xffffn;
  if (receiver !== OPTEE && receiver !== SPMC) return null;
  if (number === 0x8d)
    return only(
      opteeRule('OT-REQ2', 'OP-TEE takes no FFA_MSG_SEND_DIRECT_REQ2.', 'optee_lsp_handle_direct_request'),
      NOT_SUPPORTED,
    );
  if (w(c, 2) >> 31n === 1n) return framework(c);
  if (receiver === SPMC)
    return only(
      opteeRule('OT-SPMC-MESSAGE', 'The SPMC takes framework messages alone.', 'optee_spmc_lsp_handle_direct_request'),
      error(FFA_STATUS.INVALID_PARAMETERS),
    );
  return w(c, 3) >> 31n === 1n ? yielding(s, c) : blocking(s, c);
}

/** The response to `c` with w3..w7. */
function answer(c: Frame, ...payload: readonly bigint[]): Frame {
  const id = x(c, 0) >> 30n === 3n ? 0xc400_0070n : 0x8400_0070n;
  return frame(id, ((w(c, 1) & 0xffffn) << 16n) | (w(c, 1) >> 16n), 0n, ...payload);
}

/** Do w0, w1 and w2 of this response fit the request? */
const fits = (c: Frame, r: Frame): boolean =>
  answer(c)
    .slice(0, 3)
    .every((value, i) => value === r[i]);

function framework(c: Frame): Expectation {
  const rule = opteeRule(
    'OT-FRAMEWORK',
    'Of the framework messages only the version is answered without virtualization.',
    'handle_framework_direct_request',
  );
  return shaped(rule, 'the version', (r) => fits(frame(x(c, 0), x(c, 1)), frame(x(r, 0), x(r, 1))), NOT_SUPPORTED);
}

function blocking(s: ProfileState, c: Frame): Expectation {
  const fn = 'handle_blocking_call';
  switch (w(c, 3)) {
    case 0n:
      return only(opteeRule('OT-API-VERSION', 'The interface has version 1.0.', fn), answer(c, 1n, 0n));
    case 1n: {
      const text = 'This is OP-TEE 4.10, w5 the beginning of its git revision or 0.';
      const isThis = (r: Frame): boolean => fits(c, r) && x(r, 3) === 4n && x(r, 4) === 10n && !anySet(r, 6);
      return shaped(opteeRule('OT-OS-VERSION', text, fn), 'another revision', isThis, answer(c, 4n, 10n, 0xd500_1fe0n));
    }
    case 2n: {
      const text =
        'w4 is 4 RPC parameters, w6 is 0; of w5 bit 0 is always set, bit 1 when notifications are ready, bits 2 and 3 by configuration.';
      const isCaps = (r: Frame): boolean => {
        const ready = (x(r, 5) & 2n) !== 0n;
        const known = x(r, 5) < 16n && (x(r, 5) & 1n) === 1n && (s.ready === null || s.ready === ready);
        return fits(c, r) && x(r, 3) === 0n && x(r, 4) === 4n && known && !anySet(r, 6);
      };
      return shaped(
        opteeRule('OT-CAPS', text, fn),
        'other capabilities',
        isCaps,
        answer(c, 0n, 4n, s.ready === false ? 5n : 7n),
      );
    }
    case 3n:
      return unregister(s, c);
    case 5n:
      return enable(s, c);
    case 8n:
      return oneOf(
        opteeRule('OT-PROTMEM', 'Protected memory is there only when OP-TEE is built with it.', fn),
        answer(c, BAD_PARAMETERS),
        answer(c, 0n),
        answer(c, FFA_BUSY),
        answer(c, FFA_INVALID),
      );
    default:
      return only(
        opteeRule('OT-SERVICE', 'There is no blocking service of this number.', fn),
        answer(c, BAD_PARAMETERS),
      );
  }
}

function unregister(s: ProfileState, c: Frame): Expectation {
  const fn = 'handle_unregister_shm';
  const state = s.handles.get(wide(c, 4, 5));
  if (state === 'reclaimed' || state === 'unregistered')
    return only(
      opteeRule('OT-UNREGISTER-UNKNOWN', 'A handle that is not known is no error: w3 is 0.', fn),
      answer(c, 0n),
    );
  const rule = opteeRule('OT-UNREGISTER', 'Memory that OP-TEE does not use any more is forgotten.', fn);
  return oneOf(rule, answer(c, 0n), answer(c, FFA_BUSY), answer(c, FFA_INVALID));
}

function enable(s: ProfileState, c: Frame): Expectation {
  const fn = 'spmc_enable_async_notif';
  if (s.ready === false)
    return only(
      opteeRule('OT-ENABLE-READY', 'Without an interrupt there are no notifications.', fn),
      answer(c, NOT_IMPLEMENTED),
    );
  const bad = w(c, 4) >= 64n || w(c, 1) >> 16n !== 0n;
  const rule = bad
    ? opteeRule('OT-ENABLE-RANGE', 'The id must be below 64 and the caller VM 0.', fn)
    : opteeRule('OT-ENABLE', 'Any id below 64 is taken, bound or not, also a second time.', fn);
  const usual = answer(c, bad ? BAD_PARAMETERS : 0n);
  return s.ready === true ? only(rule, usual) : oneOf(rule, usual, answer(c, NOT_IMPLEMENTED));
}

function yielding(s: ProfileState, c: Frame): Expectation {
  const fn = 'handle_yielding_call';
  const service = w(c, 3);
  const done = answer(c, 0n, 0n);
  if (service === RESUME) {
    const thread = w(c, 7);
    const isSame = (r: Frame): boolean => isLeft(c, r) && x(r, 7) === thread;
    if (s.threads.get(thread) === false)
      return only(opteeRule('OT-RESUME-FREE', 'This thread waits for nothing.', fn), answer(c, BAD_PARAMETERS));
    const rule = opteeRule(
      'OT-RESUME',
      'The thread goes on: it is done, asks for an RPC, or was interrupted; w7 stays.',
      fn,
    );
    const failures = [FFA_DENIED, BAD_PARAMETERS].map((code) => answer(c, code));
    return shaped(
      rule,
      'an RPC or an interrupt of the same thread',
      isSame,
      done,
      ...(s.threads.get(thread) === true ? [] : failures),
    );
  }
  if (service !== WITH_ARG) {
    const rule = opteeRule('OT-YIELDING', 'There is no yielding service of this number.', '__thread_std_smc_entry');
    return oneOf(rule, answer(c, FFA_DENIED), answer(c, BUSY));
  }
  const unknown = s.handles.get(wide(c, 4, 5)) === 'reclaimed';
  if (unknown)
    return oneOf(
      opteeRule('OT-ARG-HANDLE', 'The handle of the message is not known.', 'yielding_call_with_arg'),
      answer(c, BAD_PARAMETERS),
      answer(c, BUSY),
    );
  const rule = opteeRule(
    'OT-WITH-ARG',
    'A free thread takes the message: it is done, asks for an RPC, or was interrupted; without a free thread BUSY.',
    fn,
  );
  const isFree = (r: Frame): boolean => isLeft(c, r) && s.threads.get(x(r, 7)) !== true;
  return shaped(
    rule,
    'an RPC or an interrupt of a thread that was free',
    isFree,
    done,
    answer(c, BUSY),
    answer(c, BAD_PARAMETERS),
  );
}

/** Is this "thread w7 asks for an RPC" or "thread w7 was interrupted"? */
function isLeft(c: Frame, r: Frame): boolean {
  const isRpc = x(r, 4) === 1n;
  const isInterrupt = x(r, 4) === 2n && x(r, 5) === 0n && x(r, 6) === 0n;
  return fits(c, r) && x(r, 3) === 0n && (isRpc || isInterrupt);
}

/** Takes what the machine answered into the state. */
export function observeDirect(s: ProfileState, c: Frame, r: Frame): void {
  if ((w(c, 1) & 0xffffn) !== OPTEE || !fits(c, r) || w(c, 2) !== 0n) return;
  const status = x(r, 3);
  const handle = wide(c, 4, 5);
  switch (w(c, 3)) {
    case 2n:
      if (status === 0n) s.ready = (x(r, 5) & 2n) !== 0n;
      return;
    case 3n:
      if (status === 0n && s.handles.has(handle) && s.handles.get(handle) !== 'reclaimed')
        s.handles.set(handle, 'unregistered');
      return;
    case 5n:
      if (status === 0n && w(c, 4) < 64n) {
        s.ready = true;
        s.mayPend |= 1n << w(c, 4);
      } else if (status === NOT_IMPLEMENTED) s.ready = false;
      return;
    case WITH_ARG:
      if (status === 0n) s.handles.set(handle, 'used');
      if (isLeft(c, r)) s.threads.set(x(r, 7), true);
      return;
    case RESUME:
      if (status === 0n) s.threads.set(w(c, 7), isLeft(c, r));
      return;
    default:
  }
}
