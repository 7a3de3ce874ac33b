import { hex, s32 } from '../base/bits.ts';
import { statusName, statusText } from './status.ts';

/**
 * TEE results by name, as unsigned words. OP-TEE 4.10 lib/libutee/include/tee_api_defines.h, and the last two from
 * tee_api_defines_extensions.h. The client side uses the same numbers with the prefix TEEC_.
 */
export const TEE_RESULT = {
  TEE_SUCCESS: 0x0000_0000,
  TEE_ERROR_CORRUPT_OBJECT: 0xf010_0001,
  TEE_ERROR_CORRUPT_OBJECT_2: 0xf010_0002,
  TEE_ERROR_STORAGE_NOT_AVAILABLE: 0xf010_0003,
  TEE_ERROR_STORAGE_NOT_AVAILABLE_2: 0xf010_0004,
  TEE_ERROR_UNSUPPORTED_VERSION: 0xf010_0005,
  TEE_ERROR_CIPHERTEXT_INVALID: 0xf010_0006,
  TEE_ERROR_GENERIC: 0xffff_0000,
  TEE_ERROR_ACCESS_DENIED: 0xffff_0001,
  TEE_ERROR_CANCEL: 0xffff_0002,
  TEE_ERROR_ACCESS_CONFLICT: 0xffff_0003,
  TEE_ERROR_EXCESS_DATA: 0xffff_0004,
  TEE_ERROR_BAD_FORMAT: 0xffff_0005,
  TEE_ERROR_BAD_PARAMETERS: 0xffff_0006,
  TEE_ERROR_BAD_STATE: 0xffff_0007,
  TEE_ERROR_ITEM_NOT_FOUND: 0xffff_0008,
  TEE_ERROR_NOT_IMPLEMENTED: 0xffff_0009,
  TEE_ERROR_NOT_SUPPORTED: 0xffff_000a,
  TEE_ERROR_NO_DATA: 0xffff_000b,
  TEE_ERROR_OUT_OF_MEMORY: 0xffff_000c,
  TEE_ERROR_BUSY: 0xffff_000d,
  TEE_ERROR_COMMUNICATION: 0xffff_000e,
  TEE_ERROR_SECURITY: 0xffff_000f,
  TEE_ERROR_SHORT_BUFFER: 0xffff_0010,
  TEE_ERROR_EXTERNAL_CANCEL: 0xffff_0011,
  TEE_ERROR_TIMEOUT: 0xffff_3001,
  TEE_ERROR_OVERFLOW: 0xffff_300f,
  TEE_ERROR_TARGET_DEAD: 0xffff_3024,
  TEE_ERROR_STORAGE_NO_SPACE: 0xffff_3041,
  TEE_ERROR_MAC_INVALID: 0xffff_3071,
  TEE_ERROR_SIGNATURE_INVALID: 0xffff_3072,
  TEE_ERROR_TIME_NOT_SET: 0xffff_5000,
  TEE_ERROR_TIME_NEEDS_RESET: 0xffff_5001,
  TEE_ERROR_DEFER_DRIVER_INIT: 0x8000_0000,
  TEE_ERROR_NODE_DISABLED: 0x8000_0001,
} as const;

export type TeeResultName = keyof typeof TEE_RESULT;

const BY_NUMBER: ReadonlyMap<number, TeeResultName> = new Map(
  Object.entries(TEE_RESULT).map(([name, number]) => [number, name as TeeResultName]),
);

/** `TEE_ERROR_BUSY` for 0xffff000d; null for a word that is no TEE result. */
export function teeResultName(result: number | bigint): TeeResultName | null {
  return BY_NUMBER.get(Number(result)) ?? null;
}

/** 0xffff000d for `TEE_ERROR_BUSY`, `TEEC_ERROR_BUSY` or `BUSY`; null for a name that does not exist. */
export function teeResultNumber(name: string): number | null {
  const bare = name.toUpperCase().replace(/^TEEC?_(ERROR_)?/, '');
  const key = bare === 'SUCCESS' ? 'TEE_SUCCESS' : `TEE_ERROR_${bare}`;
  return key in TEE_RESULT ? TEE_RESULT[key as TeeResultName] : null;
}

/** Where an error came from: ret_origin of a message. OP-TEE tee_api_defines.h. */
export const TEE_ORIGIN: Readonly<Record<number, string>> = {
  1: 'TEE_ORIGIN_API',
  2: 'TEE_ORIGIN_COMMS',
  3: 'TEE_ORIGIN_TEE',
  4: 'TEE_ORIGIN_TRUSTED_APP',
};

/** What w3 of an OP-TEE response reports. Three name spaces share the word (docs/protocol.md#13). */
export interface ServiceResult {
  /** `TEE_ERROR_BUSY`, `FF-A DENIED −6`, `TEE_SUCCESS`; `0x1` where no name fits. */
  readonly text: string;
  readonly known: boolean;
  readonly failed: boolean;
}

/** Reads w3 of a response that carries a status: a TEE result, or an FF-A code (0xfffffff6..0xffffffff). Total. */
export function serviceResult(word: bigint): ServiceResult {
  const tee = teeResultName(word);
  if (tee !== null) return { text: tee, known: true, failed: word !== 0n };
  const code = s32(word);
  if (code < 0 && statusName(code) !== null) return { text: `FF-A ${statusText(code)}`, known: true, failed: true };
  return { text: hex(word), known: false, failed: true };
}
