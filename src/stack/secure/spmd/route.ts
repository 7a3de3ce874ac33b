import type { Frame } from '../../../abi/frame.ts';
import { bits } from '../../../base/bits.ts';
import type { Actor } from '../../../trace/event.ts';

/** FF-A function numbers that EL3 answers itself (TF-A services/std_svc/spmd/spmd_main.c, spmd_smc_handler). */
const AT_EL3 = new Set([0x63, 0x69, 0x85]);
/** Direct requests, in both widths, and FFA_MSG_SEND_DIRECT_REQ2: they go on to the endpoint in w1[15:0]. */
const DIRECT = new Set([0x6f, 0x8d]);

/** Is w0 in the range of FF-A function ids (TF-A include/services/ffa_svc.h, is_ffa_fid)? */
export function isFfaFunction(w0: bigint): boolean {
  const base = w0 & ~0x4000_ffffn;
  const number = Number(w0 & 0xffffn);
  return base === 0x8400_0000n && number >= 0x60 && number <= 0x97;
}

/** Which lane answers this call of the normal world, and which only pass it on. */
export function route(call: Frame): { to: Actor; via: Actor[] } {
  const w0 = call[0] ?? 0n;
  const number = Number(w0 & 0xffffn);
  if (!isFfaFunction(w0) || AT_EL3.has(number)) return { to: 'spmd', via: [] };
  const receiver = bits(call[1] ?? 0n, 15, 0);
  if (DIRECT.has(number) && receiver === 0x8001n) return { to: 'optee', via: ['spmd', 'spmc'] };
  return { to: 'spmc', via: ['spmd'] };
}
