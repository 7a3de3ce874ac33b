/** One answer that can be put in the place of the real one: an entry of "inject here". */
export interface LegalReply {
  /** `DENIED −6`, `TEE_ERROR_BUSY`, `FFA_ERROR with w2 = 0`. */
  readonly label: string;
  /** The status of FFA_ERROR; absent where the answer is not FFA_ERROR. */
  readonly status?: number;
  /** Registers to put over those of the reply; absent where `status` says it all. */
  readonly registers?: ReadonlyMap<number, bigint>;
  /** Does this secure world, OP-TEE as SPMC in S-EL1, really give this answer to this call? */
  readonly real: boolean;
  /** When it gives it, or why it does not. */
  readonly cause: string;
  /** Is it an answer that no secure world may give? */
  readonly breaksRule: boolean;
}
