import { type Frame, frame } from '../abi/frame.ts';
import { FUNCTION_IDS } from '../abi/function-id.ts';
import { mayTell, SecureWorldEvidence } from '../stack/secure/evidence.ts';
import type { SecureWorldId } from '../stack/secure/facts.ts';
import { type Lane, Lanes } from '../stack/secure/rules/lanes.ts';
import { SECURE_WORLDS } from '../stack/secure/worlds.ts';
import type { Actor } from '../trace/event.ts';

/** Where a call goes, and who only passes it on. */
export interface Route {
  readonly from: Actor;
  readonly to: Actor;
  readonly via: readonly Actor[];
}

const VERSION = FUNCTION_IDS.FFA_VERSION.number;
const FRAMEWORK_SHIFT = 31;

/**
 * Who answers the calls of a recording, as the rules of its secure world say; words are the low halves of registers. Which one
 * that is, the answers so far tell. A recording has the same few calls again and again, so what was found is kept until
 * another version is agreed on, or another secure world is told.
 */
export class Router {
  readonly #evidence = new SecureWorldEvidence();
  /** What each secure world would make of the calls. */
  readonly #worlds: ReadonlyMap<SecureWorldId, Lanes> = new Map(SECURE_WORLDS.map((w) => [w.id, new Lanes(w.parties)]));
  /** The last call that mattered was about the version; the first other one ends that. */
  #agreeing = true;
  /** By w0, then by w1 and the framework bit of w2. */
  readonly #known = new Map<number, Map<number, Lane>>();

  /** Where a call goes, and who only passes it on. */
  of(from: Actor, w0: number, w1: number, w2: number): Route {
    const lane = this.#lane(w0, w1, w2);
    return { from, to: lane.to, via: lane.via };
  }

  get #lanes(): Lanes {
    const lanes = this.#worlds.get(this.#evidence.id);
    if (lanes === undefined) throw new Error('every secure world has rules');
    return lanes;
  }

  #lane(w0: number, w1: number, w2: number): Lane {
    const byW1 = this.#known.get(w0) ?? new Map<number, Lane>();
    this.#known.set(w0, byW1);
    const key = w1 * 2 + (w2 >>> FRAMEWORK_SHIFT);
    const known = byW1.get(key);
    if (known !== undefined) return known;
    const lane = this.#lanes.of(frame(BigInt(w0), BigInt(w1), BigInt(w2)));
    if (byW1.size < 4096) byW1.set(key, lane);
    return lane;
  }

  /** Takes in a call that was answered; the frames are asked for only where they matter. */
  observe(w0: number, w2: number, call: () => Frame, reply: () => Frame): void {
    if (!this.#evidence.isSure && mayTell(w0)) this.#tell(call(), reply());
    const agrees = (w0 & 0xffff) === VERSION || w2 >>> FRAMEWORK_SHIFT === 1;
    if (!agrees && !this.#agreeing) return;
    this.#agreeing = agrees;
    for (const lanes of this.#worlds.values()) lanes.observe(call(), reply());
    this.#known.clear();
  }

  #tell(call: Frame, reply: Frame): void {
    const before = this.#evidence.id;
    this.#evidence.observe(call, reply);
    if (this.#evidence.id !== before) this.#known.clear();
  }
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
