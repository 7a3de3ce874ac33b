import { bits, hex } from '../base/bits.ts';

/** 32 or 64: which registers the calling convention uses, w0..w7 or x0..x7. */
export type Width = 32 | 64;

/** The version of FF-A that has a call first. */
export type Since = '1.0' | '1.1' | '1.2' | '1.3';

export interface FunctionId {
  /** Bits 15:0 of w0. */
  readonly number: number;
  /** The calling conventions in which it exists; `[32]`, `[64]` or `[32, 64]`. */
  readonly widths: readonly Width[];
  readonly since: Since;
}

const id = (number: number, since: Since, ...widths: Width[]): FunctionId => ({ number, since, widths });

/**
 * Every FF-A function. Linux 6.12 include/linux/arm_ffa.h; TF-A 6a164dda include/services/ffa_svc.h for what Linux does
 * not name: the 64-bit FFA_ERROR and the calls of FF-A 1.3. 0x91..0x93 are not in either.
 */
export const FUNCTION_IDS = {
  FFA_ERROR: id(0x60, '1.0', 32, 64),
  FFA_SUCCESS: id(0x61, '1.0', 32, 64),
  FFA_INTERRUPT: id(0x62, '1.0', 32),
  FFA_VERSION: id(0x63, '1.0', 32),
  FFA_FEATURES: id(0x64, '1.0', 32),
  FFA_RX_RELEASE: id(0x65, '1.0', 32),
  FFA_RXTX_MAP: id(0x66, '1.0', 32, 64),
  FFA_RXTX_UNMAP: id(0x67, '1.0', 32),
  FFA_PARTITION_INFO_GET: id(0x68, '1.0', 32),
  FFA_ID_GET: id(0x69, '1.0', 32),
  FFA_MSG_POLL: id(0x6a, '1.0', 32),
  FFA_MSG_WAIT: id(0x6b, '1.0', 32),
  FFA_YIELD: id(0x6c, '1.0', 32),
  FFA_RUN: id(0x6d, '1.0', 32),
  FFA_MSG_SEND: id(0x6e, '1.0', 32),
  FFA_MSG_SEND_DIRECT_REQ: id(0x6f, '1.0', 32, 64),
  FFA_MSG_SEND_DIRECT_RESP: id(0x70, '1.0', 32, 64),
  FFA_MEM_DONATE: id(0x71, '1.0', 32, 64),
  FFA_MEM_LEND: id(0x72, '1.0', 32, 64),
  FFA_MEM_SHARE: id(0x73, '1.0', 32, 64),
  FFA_MEM_RETRIEVE_REQ: id(0x74, '1.0', 32, 64),
  FFA_MEM_RETRIEVE_RESP: id(0x75, '1.0', 32),
  FFA_MEM_RELINQUISH: id(0x76, '1.0', 32),
  FFA_MEM_RECLAIM: id(0x77, '1.0', 32),
  FFA_MEM_OP_PAUSE: id(0x78, '1.0', 32),
  FFA_MEM_OP_RESUME: id(0x79, '1.0', 32),
  FFA_MEM_FRAG_RX: id(0x7a, '1.0', 32),
  FFA_MEM_FRAG_TX: id(0x7b, '1.0', 32),
  FFA_NORMAL_WORLD_RESUME: id(0x7c, '1.0', 32),
  FFA_NOTIFICATION_BITMAP_CREATE: id(0x7d, '1.1', 32),
  FFA_NOTIFICATION_BITMAP_DESTROY: id(0x7e, '1.1', 32),
  FFA_NOTIFICATION_BIND: id(0x7f, '1.1', 32),
  FFA_NOTIFICATION_UNBIND: id(0x80, '1.1', 32),
  FFA_NOTIFICATION_SET: id(0x81, '1.1', 32),
  FFA_NOTIFICATION_GET: id(0x82, '1.1', 32),
  FFA_NOTIFICATION_INFO_GET: id(0x83, '1.1', 32, 64),
  FFA_RX_ACQUIRE: id(0x84, '1.1', 32),
  FFA_SPM_ID_GET: id(0x85, '1.1', 32),
  FFA_MSG_SEND2: id(0x86, '1.1', 32),
  FFA_SECONDARY_EP_REGISTER: id(0x87, '1.1', 32, 64),
  FFA_MEM_PERM_GET: id(0x88, '1.1', 32, 64),
  FFA_MEM_PERM_SET: id(0x89, '1.1', 32, 64),
  FFA_CONSOLE_LOG: id(0x8a, '1.2', 32, 64),
  FFA_PARTITION_INFO_GET_REGS: id(0x8b, '1.2', 64),
  FFA_EL3_INTR_HANDLE: id(0x8c, '1.2', 32),
  FFA_MSG_SEND_DIRECT_REQ2: id(0x8d, '1.2', 64),
  FFA_MSG_SEND_DIRECT_RESP2: id(0x8e, '1.2', 64),
  FFA_NS_RES_INFO_GET: id(0x8f, '1.3', 64),
  FFA_ABORT: id(0x90, '1.3', 32, 64),
  FFA_NOTIFICATION_BIND2: id(0x94, '1.3', 64),
  FFA_NOTIFICATION_UNBIND2: id(0x95, '1.3', 64),
  FFA_NOTIFICATION_SET2: id(0x96, '1.3', 64),
  FFA_NOTIFICATION_GET2: id(0x97, '1.3', 64),
} as const satisfies Record<string, FunctionId>;

export type FunctionName = keyof typeof FUNCTION_IDS;

const BY_NUMBER: ReadonlyMap<number, FunctionName> = new Map(
  Object.entries(FUNCTION_IDS).map(([name, f]) => [f.number, name as FunctionName]),
);

const SVE_HINT = 1n << 16n;
const FAST_STANDARD = 0x84n; // fast call (bit 31), owner 4 "standard secure service" (bits 29:24)

/** The function id of a number in a calling convention: 0x6f, 64 gives 0xc400006f. SMCCC, "Function identifiers". */
export function functionId(number: number, width: Width): bigint {
  return (width === 32 ? 0x8400_0000n : 0xc400_0000n) | BigInt(number);
}

/** What the low 32 bits of w0 say about the function; null where they are no id of FF-A in its range 0x60..0xff. */
export interface FunctionRef {
  /** null for a number that no FF-A function has. */
  readonly name: FunctionName | null;
  readonly number: number;
  readonly width: Width;
  /** Does the function exist in this width? `FFA_NOTIFICATION_BIND` has no 64-bit form. */
  readonly exists: boolean;
}

/** Reads a function id. Total. Bit 16, the SVE hint of SMCCC 1.3, does not change which function it is. */
export function readFunctionId(w0: bigint): FunctionRef | null {
  const word = w0 & 0xffff_ffffn & ~SVE_HINT;
  if (word >> 24n !== FAST_STANDARD && word >> 24n !== (FAST_STANDARD | 0x40n)) return null;
  const number = Number(bits(word, 23, 0));
  if (number < 0x60 || number > 0xff) return null;
  const width: Width = bits(word, 30, 30) === 1n ? 64 : 32;
  const name = BY_NUMBER.get(number) ?? null;
  const widths: readonly Width[] = name === null ? [] : FUNCTION_IDS[name].widths;
  return { name, number, width, exists: widths.includes(width) };
}

/** `FFA_RXTX_MAP`, with ` (64-bit)` where it matters because both exist; `unknown function 0x840000ff`. */
export function functionText(w0: bigint): string {
  const ref = readFunctionId(w0);
  if (ref === null || ref.name === null || !ref.exists) return `unknown function ${hex(w0)}`;
  return FUNCTION_IDS[ref.name].widths.length === 2 ? `${ref.name} (${ref.width}-bit)` : ref.name;
}
