/**
 * FFA_ERROR, FFA_SUCCESS, FFA_INTERRUPT, FFA_YIELD, direct responses, FFA_MEM_RETRIEVE_RESP, FFA_MEM_FRAG_RX: what only
 * answers. By the number of the function in w0[15:0].
 */
const REPLIES: ReadonlySet<number> = new Set([0x60, 0x61, 0x62, 0x6c, 0x70, 0x75, 0x7a, 0x8e]);

/**
 * Can only an answer have this in w0? FFA_VERSION answers a version, an unknown function all ones: neither is the id of a
 * call.
 */
export function isReplyWord(low: number, high: number): boolean {
  return high !== 0 || (low & 0x8400_0000) >>> 0 !== 0x8400_0000 || low === 0xffff_ffff || REPLIES.has(low & 0xffff);
}
