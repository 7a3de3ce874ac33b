// Numbers that the secure world answers (core/arch/arm/include/ffa.h, lib/libutee/include/tee_api_defines.h).

export const DENIED = -6;

export const TEE_SUCCESS = 0n;
export const TEE_ERROR_GENERIC = 0xffff0000n;
export const TEE_ERROR_BAD_PARAMETERS = 0xffff0006n;
export const TEE_ERROR_ITEM_NOT_FOUND = 0xffff0008n;
export const TEE_ERROR_BUSY = 0xffff000dn;
export const TEE_ERROR_SHORT_BUFFER = 0xffff0010n;
