// Numbers that the secure world answers (core/arch/arm/include/ffa.h, lib/libutee/include/tee_api_defines.h).

export const NOT_SUPPORTED = -1;
export const INVALID_PARAMETERS = -2;
export const NO_MEMORY = -3;
export const BUSY = -4;
export const DENIED = -6;
export const NO_DATA = -9;

export const TEE_SUCCESS = 0n;
export const TEE_ERROR_GENERIC = 0xffff0000n;
export const TEE_ERROR_BAD_PARAMETERS = 0xffff0006n;
export const TEE_ERROR_ITEM_NOT_FOUND = 0xffff0008n;
export const TEE_ERROR_NOT_IMPLEMENTED = 0xffff0009n;
export const TEE_ERROR_BUSY = 0xffff000dn;
export const TEE_ERROR_SHORT_BUFFER = 0xffff0010n;

export const FFA_VERSION_1_1 = 0x10001;
export const FFA_VERSION_1_2 = 0x10002;
