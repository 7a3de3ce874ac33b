import { FFA_INTERRUPT } from '../abi/ffa-call.ts';
import { FUNCTION_IDS } from '../abi/function-id.ts';
import { SecureWorldEvidence } from '../stack/secure/evidence.ts';
import type { SecureWorld } from '../stack/secure/secure-world.ts';
import { secureWorldOf } from '../stack/secure/worlds.ts';
import type { Trace } from '../trace/trace.ts';

/** The secure world that most answers of a recording speak for; OP-TEE as SPMC where none tells. */
export function secureWorldIn(trace: Trace): SecureWorld {
  const evidence = new SecureWorldEvidence();
  for (const e of trace.rows()) {
    if (e.kind !== 'return') continue;
    const asked = trace.row(e.of);
    if (asked.kind === 'call') evidence.observe(asked.w, e.w);
  }
  return secureWorldOf(evidence.id);
}

/** Was a partition stopped for an interrupt of the normal world? */
export function isSignalled(trace: Trace): boolean {
  for (const e of trace.rows()) if (e.kind === 'return' && e.w[0] === FFA_INTERRUPT.id32) return true;
  return false;
}

const SUCCESS_64 = 0xc400_0061n;
const REGS = FUNCTION_IDS.FFA_PARTITION_INFO_GET_REGS.number;

/** Does the SPMC tell of a second partition? x2[15:0] of FFA_PARTITION_INFO_GET_REGS is the index of the last. */
export function hasTwoPartitions(trace: Trace): boolean {
  for (const e of trace.rows()) {
    if (e.kind !== 'return' || e.w[0] !== SUCCESS_64) continue;
    const asked = trace.row(e.of);
    if (asked.kind === 'call' && Number((asked.w[0] ?? 0n) & 0xffffn) === REGS && ((e.w[2] ?? 0n) & 0xffffn) > 0n)
      return true;
  }
  return false;
}
