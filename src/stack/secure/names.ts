/** OP-TEE's endpoint id where OP-TEE is the SPMC: the first free one after the SPMC's own 0x8000 (recorded). */
export const OPTEE_ID = 0x8001;
export const SPMC_ID = 0x8000;
