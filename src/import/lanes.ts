import type { Actor } from '../trace/event.ts';

/** Where a call goes, and who only passes it on. */
export interface Route {
  readonly from: Actor;
  readonly to: Actor;
  readonly via: readonly Actor[];
}

/** OP-TEE's endpoint id with the SPMC in S-EL1 (docs/protocol.md#0, docs/recordings.md#24). */
const OPTEE_ID = 0x8001;
const SPMD_ID = 0xffff;

/**
 * The lanes that a call crosses, by its w0 and w1. TF-A's SPMD answers FFA_VERSION, FFA_ID_GET and FFA_SPM_ID_GET
 * itself and forwards the rest (TF-A services/std_svc/spmd/spmd_main.c); a direct message reaches its endpoint through
 * the SPMC.
 */
export function routeOf(from: Actor, w0: number, w1: number): Route {
  const number = w0 & 0xffff;
  if (number === 0x63 || number === 0x69 || number === 0x85) return { from, to: 'spmd', via: [] };
  if (number === 0x6f || number === 0x8d) {
    const receiver = w1 & 0xffff;
    if (receiver === SPMD_ID) return { from, to: 'spmd', via: [] };
    if (receiver === OPTEE_ID) return { from, to: 'optee', via: ['spmd', 'spmc'] };
  }
  if (number === 0x6d && w1 >>> 16 === OPTEE_ID) return { from, to: 'optee', via: ['spmd', 'spmc'] };
  return { from, to: 'spmc', via: ['spmd'] };
}

/** The way back. */
export const reversed = (r: Route): Route => ({ from: r.to, to: r.from, via: r.via.toReversed() });

/**
 * The lane of a Linux function: by the module that ftrace prints in brackets, or by its name where it is built in.
 * A module that is neither the FF-A core nor the TEE drivers is another driver.
 */
export function laneOfFunction(fn: string, module: string | null): Actor {
  if (module === null) return laneOfName(fn);
  if (/^(ffa[_-]?(core|module)|arm[_-]?ffa)$/.test(module)) return 'arm_ffa';
  if (module === 'optee' || module === 'tee') return 'optee-driver';
  return 'other';
}

function laneOfName(fn: string): Actor {
  if (/optee|^tee_|^notif_(callback|work_fn)$|^simple_call_with_arg$|^handle_ffa_rpc/.test(fn)) return 'optee-driver';
  if (/^_*(arm_)?ffa_|^handle_(fwk_)?notif_callbacks$|^_*do_sched_recv|^notif_(get_and_handle|pcpu)/.test(fn))
    return 'arm_ffa';
  return 'user';
}
