import { FFA_MEM_FRAG_TX, FFA_MEM_LEND, FFA_MEM_RECLAIM, FFA_MEM_SHARE } from '../../abi/ffa-call.ts';
import type { Frame } from '../../abi/frame.ts';
import { error, SUCCESS_32, success } from '../../abi/reply.ts';
import { FFA_STATUS } from '../../abi/status.ts';
import { type Expectation, oneOf, only, shaped } from './expectation.ts';
import { anySet, opteeRule, w, wide, x } from './registers.ts';
import type { ProfileState } from './state.ts';

const OK = success();
const INVALID = error(FFA_STATUS.INVALID_PARAMETERS);
const DENIED = error(FFA_STATUS.DENIED);
const NO_MEMORY = error(FFA_STATUS.NO_MEMORY);

/** FFA_MEMORY_HANDLE_NON_SECURE_BIT, then an index below SPMC_CORE_SEL1_MAX_SHM_COUNT (thread_spmc.h). */
const HANDLE_BASE = 1n << 44n;
const MAX_HANDLES = 64n;

/** Shared memory as OP-TEE answers it (protocol.md 8.4). null for any other call. */
export function expectMemory(s: ProfileState, number: number, c: Frame): Expectation | null {
  if (number === FFA_MEM_SHARE.number || number === FFA_MEM_LEND.number) return share(s, c);
  if (number === FFA_MEM_RECLAIM.number) return reclaim(s, c);
  if (number === FFA_MEM_FRAG_TX.number) {
    const rule = opteeRule('OT-FRAG', 'A fragment is asked for, or the whole has its handle.', 'handle_mem_frag_tx');
    const fits = (r: Frame): boolean => r[0] === SUCCESS_32 || r[0] === 0x8400_007an;
    return shaped(rule, 'a handle or the next fragment', fits, INVALID);
  }
  return null;
}

function share(s: ProfileState, c: Frame): Expectation {
  const fn = 'handle_mem_op';
  const total = w(c, 1);
  const fragment = w(c, 2);
  if (anySet(c, 5)) return only(opteeRule('OT-SHARE-MBZ', 'w5..w7 must be zero.', fn), INVALID);
  if (fragment > total)
    return only(opteeRule('OT-SHARE-LENGTH', 'A fragment is not longer than the whole.', fn), INVALID);
  if (x(c, 3) === 0n && w(c, 4) !== 0n)
    return only(opteeRule('OT-SHARE-BUFFER', 'Without an address there is no number of pages.', fn), INVALID);
  if (fragment < total) {
    const text = 'A descriptor in fragments is refused: its lengths are passed in swapped order (recording g8).';
    return only(opteeRule('OT-SHARE-FRAGMENTS', text, 'handle_mem_op_rxbuf'), INVALID);
  }
  const isFresh = (r: Frame): boolean => {
    const handle = wide(r, 2, 3);
    const known = s.handles.get(handle);
    const isOurs = handle >= HANDLE_BASE && handle < HANDLE_BASE + MAX_HANDLES;
    return (
      r[0] === SUCCESS_32 && x(r, 1) === 0n && !anySet(r, 4) && isOurs && (known === undefined || known === 'reclaimed')
    );
  };
  const rule = opteeRule('OT-SHARE', 'The handle is 0x100000000000 plus the first free index below 64.', fn);
  const first = firstFree(s);
  return shaped(
    rule,
    'another handle that is not in use',
    isFresh,
    success(w([first], 0), first >> 32n),
    INVALID,
    NO_MEMORY,
    DENIED,
  );
}

/** The lowest handle that is not known to be in use. One that was shared before the recording may be lower. */
function firstFree(s: ProfileState): bigint {
  let handle = HANDLE_BASE;
  while ((s.handles.get(handle) ?? 'reclaimed') !== 'reclaimed') handle++;
  return handle;
}

function reclaim(s: ProfileState, c: Frame): Expectation {
  const fn = 'handle_mem_reclaim';
  if (anySet(c, 3)) return only(opteeRule('OT-RECLAIM-MBZ', 'w3..w7 must be zero.', fn), INVALID);
  switch (s.handles.get(wide(c, 1, 2))) {
    case 'reclaimed':
      return only(opteeRule('OT-RECLAIM-UNKNOWN', 'A handle that is not known is refused.', fn), INVALID);
    case 'shared':
    case 'unregistered':
    case 'used':
      return oneOf(opteeRule('OT-RECLAIM', 'Memory goes back unless OP-TEE still uses it.', fn), OK, DENIED);
    default:
      return oneOf(opteeRule('OT-RECLAIM', 'Memory goes back unless OP-TEE still uses it.', fn), OK, DENIED, INVALID);
  }
}

/** Takes what the machine answered into the state. */
export function observeMemory(s: ProfileState, number: number, c: Frame, r: Frame): void {
  if (r[0] !== SUCCESS_32) return;
  if (number === FFA_MEM_SHARE.number || number === FFA_MEM_LEND.number || number === FFA_MEM_FRAG_TX.number)
    s.handles.set(wide(r, 2, 3), 'shared');
  if (number === FFA_MEM_RECLAIM.number) s.handles.set(wide(c, 1, 2), 'reclaimed');
}
