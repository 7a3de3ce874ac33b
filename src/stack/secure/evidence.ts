import {
  FFA_ERROR,
  FFA_INTERRUPT,
  FFA_MEM_RECLAIM,
  FFA_MEM_SHARE,
  FFA_PARTITION_INFO_GET,
} from '../../abi/ffa-call.ts';
import type { Frame } from '../../abi/frame.ts';
import { FUNCTION_IDS } from '../../abi/function-id.ts';
import { SUCCESS_32 } from '../../abi/reply.ts';
import { SERVICE_IDS } from '../../abi/service-table.ts';
import { FFA_STATUS, type StatusName } from '../../abi/status.ts';
import { lo32, s32 } from '../../base/bits.ts';
import type { SecureWorldId } from './facts.ts';

// Which secure world a machine has: OP-TEE as SPMC answers otherwise than Hafnium already while the FF-A core starts, and
// its memory handles have bit 44 set, where those of Hafnium are small (docs/recordings-hafnium.md, 1, 5, 9, 22, 30, 36).

const VERSION = FUNCTION_IDS.FFA_VERSION.number;
const FEATURES = FUNCTION_IDS.FFA_FEATURES.number;
/** Per-vCPU notifications, which neither has: each has another refusal for them. */
const BIND = FUNCTION_IDS.FFA_NOTIFICATION_BIND.number;
const SET = FUNCTION_IDS.FFA_NOTIFICATION_SET.number;
const LEND = 0xc400_0072n;
const HAFNIUM_VERSION = 0x10003n;
const OPTEE_VERSION = 0x10002n;
const HAFNIUM_DESCRIPTOR = 0x30n;
const OPTEE_DESCRIPTOR = 0x18n;
const OPTEE_HANDLE = 0x1000n;

type Vote = 'optee' | 'hafnium' | null;

const word = (frame: Frame, i: number): bigint => lo32(frame[i] ?? 0n);
/** One of two words tells; any other does not. */
const told = (value: bigint, hafnium: bigint, optee: bigint): Vote =>
  value === hafnium ? 'hafnium' : value === optee ? 'optee' : null;

/** A BIND of OP-TEE's for VM 0 in which nothing is wrong but the flag. */
const isPerVcpu = (call: Frame): boolean =>
  call[1] === 0x8001_0000n &&
  call[2] === 1n &&
  (word(call, 3) | word(call, 4)) !== 0n &&
  call.slice(5).every((w) => w === 0n);

/** One of two refusals tells. */
function refusalTold(reply: Frame, hafnium: StatusName, optee: StatusName): Vote {
  if (reply[0] !== FFA_ERROR.id32) return null;
  const status = s32(reply[2] ?? 0n);
  return status === FFA_STATUS[hafnium] ? 'hafnium' : status === FFA_STATUS[optee] ? 'optee' : null;
}

/** What one call with its reply says. */
function voteOf(call: Frame, reply: Frame): Vote {
  const number = Number(word(call, 0) & 0xffffn);
  const isOk = word(reply, 0) === SUCCESS_32;
  if (number === VERSION) return told(word(reply, 0), HAFNIUM_VERSION, OPTEE_VERSION);
  if (number === FEATURES && call[1] === LEND) {
    const isRefused = reply[0] === FFA_ERROR.id32 && s32(reply[2] ?? 0n) === FFA_STATUS.NOT_SUPPORTED;
    return isOk ? 'hafnium' : isRefused ? 'optee' : null;
  }
  if (word(call, 0) === FFA_PARTITION_INFO_GET.id32)
    return isOk ? told(word(reply, 3), HAFNIUM_DESCRIPTOR, OPTEE_DESCRIPTOR) : null;
  if (word(call, 0) === FFA_MEM_SHARE.id64 || word(call, 0) === FFA_MEM_SHARE.id32)
    return isOk ? told(word(reply, 3), 0n, OPTEE_HANDLE) : null;
  if (word(call, 0) === FFA_MEM_RECLAIM.id32) return isOk ? told(word(call, 2), 0n, OPTEE_HANDLE) : null;
  if (call[3] === SERVICE_IDS.YIELDING_CALL_WITH_ARG && word(reply, 3) === 0n)
    return told(word(call, 5), 0n, OPTEE_HANDLE);
  if (number === BIND && isPerVcpu(call)) return refusalTold(reply, 'INVALID_PARAMETERS', 'DENIED');
  if (number === SET) return refusalTold(reply, 'DENIED', 'NOT_SUPPORTED');
  return word(reply, 0) === FFA_INTERRUPT.id32 ? 'hafnium' : null;
}

/** Functions of which an answer may tell, so that a reader need not look at the others; FFA_INTERRUPT tells for any. */
const TELLING: ReadonlySet<number> = new Set(
  (
    [
      'FFA_VERSION',
      'FFA_FEATURES',
      'FFA_PARTITION_INFO_GET',
      'FFA_MEM_SHARE',
      'FFA_MEM_RECLAIM',
      'FFA_MSG_SEND_DIRECT_REQ',
      'FFA_NOTIFICATION_BIND',
      'FFA_NOTIFICATION_SET',
    ] as const
  ).map((name) => FUNCTION_IDS[name].number),
);
/** So many answers more for one than for the other leave no doubt. */
const SURE = 16;

/** May the answer to a call with this w0 tell? */
export const mayTell = (w0: number): boolean => TELLING.has(w0 & 0xffff);

/** Counts for whom the answers of a machine speak. */
export class SecureWorldEvidence {
  #hafnium = 0;

  observe(call: Frame, reply: Frame): void {
    const vote = voteOf(call, reply);
    if (vote !== null) this.#hafnium += vote === 'hafnium' ? 1 : -1;
  }

  /** No answer that is still to come will change it. */
  get isSure(): boolean {
    return Math.abs(this.#hafnium) >= SURE;
  }

  /** The secure world that most answers speak for; OP-TEE as SPMC where none tells. */
  get id(): SecureWorldId {
    return this.#hafnium > 0 ? 'hafnium' : 'optee';
  }
}
