import { singleId } from '../abi/id-bitmap.ts';
import type { Value } from '../trace/event.ts';
import { CORE, DRIVER, OPTEE, SPMC, U32_MAX } from '../trace/keys.ts';

/** Writes a cell; the value before is known to the writer. */
export type SetCell = (key: string, value: Value | undefined) => void;

const SUCCESS32 = 0x84000061;
const SUCCESS64 = 0xc4000061;
const FFA_ERROR = 0x84000060;
const RESP32 = 0x84000070;
const RESP64 = 0xc4000070;
const DENIED = 0xfffffffa;

const number = (w0: number): number => w0 & 0xffff;
const isSuccess = (w0: number): boolean => w0 === SUCCESS32 || w0 === SUCCESS64;

/** The halves of a frame by register: w(3) is w3, wide(3) the whole of x3 as it is shared by a 64-bit call. */
const pair = (low: number, high: number): bigint => BigInt(low) | (BigInt(high) << 32n);

/**
 * What a recording lets us know of the world, worked out from calls and replies alone. The rules are those of
 * docs/protocol.md#3 and docs/protocol.md#4 (OP-TEE core/arch/arm/kernel/thread_spmc.c at d5001fe0). A cell that no frame has told about
 * stays absent: a recording that begins after the boot does not know which ids were bound before it.
 */
export class Inference {
  readonly #set: SetCell;
  /** Bits that are known to be bound or pending; null while no frame has told about any. */
  #bound: bigint | null = null;
  #pending: bigint | null = null;
  #enabling: number | null = null;
  #sharing = 0;

  constructor(set: SetCell) {
    this.#set = set;
  }

  /** A call leaves Linux; `h` holds the halves of its registers (words.ts), `task` names who calls. */
  call(h: Uint32Array, task: string): void {
    const w0 = h[0] as number;
    const w3 = h[6] as number;
    if (number(w0) === 0x6f && w3 === 0) this.#set(DRIVER.state, 'probing');
    if (number(w0) === 0x6f && w3 === 0x8000_0001) this.#set(OPTEE.thread(h[14] as number), `active, ${task}`);
    if (number(w0) === 0x7f) this.#set(CORE.notifEnabled, true);
    if (number(w0) === 0x6f && w3 === 5) this.#enabling = h[8] as number;
  }

  /** The reply to `c`, as halves. */
  reply(c: Uint32Array, r: Uint32Array, task: string): void {
    const r0 = r[0] as number;
    switch (number(c[0] as number)) {
      case 0x63:
        if (r0 < 0x8000_0000) this.#set(CORE.version, version(Math.min(r0, c[2] as number)));
        return;
      case 0x66:
        if (isSuccess(r0)) this.#set(SPMC.rxtx, true);
        return;
      case 0x67:
        if (isSuccess(r0)) this.#set(SPMC.rxtx, false);
        return;
      case 0x6f:
        if (r0 === RESP32 || r0 === RESP64) this.#direct(c, r, task);
        return;
      case 0x73:
      case 0x7b:
        this.#share(c, r, task);
        return;
      case 0x77:
        if (isSuccess(r0)) this.#set(SPMC.shm(pair(c[2] as number, c[4] as number)), undefined);
        return;
      default:
        this.#notification(c, r);
    }
  }

  /** Linux's own functions, where the recording has probes on them. `rc` is null for a function that begins. */
  step(fn: string, rc: number | null): void {
    if (fn === 'optee_ffa_probe') this.#set(DRIVER.state, rc === null ? 'probing' : rc === 0 ? 'bound' : 'unbound');
    if (fn === 'optee_ffa_async_notif_init' && rc !== null && rc < 0) this.#set(DRIVER.bottomHalfValue, U32_MAX);
  }

  /** optee_ffa_remove begins or returns; it has no result. */
  removing(done: boolean): void {
    this.#set(DRIVER.state, done ? 'unbound' : 'removing');
  }

  #direct(c: Uint32Array, r: Uint32Array, task: string): void {
    const service = c[6] as number;
    const status = r[6] as number;
    if (service === 2 && status === 0) {
      this.#set(DRIVER.rpcParamCount, (r[8] as number) & 0xff);
      this.#set(DRIVER.secCaps, r[10] as number);
    } else if (service === 5) this.#enabled(status);
    else if (service === 0x8000_0000 || service === 0x8000_0001) this.#yielding(c, r, task);
  }

  #enabled(status: number): void {
    const id = this.#enabling;
    if (status === 0 && id !== null) {
      this.#set(SPMC.doBottomHalfValue, id);
      this.#set(OPTEE.notifStarted, true);
      this.#set(DRIVER.bottomHalfValue, id);
    } else if (status >= 0x8000_0000) this.#set(DRIVER.bottomHalfValue, U32_MAX);
  }

  #yielding(c: Uint32Array, r: Uint32Array, task: string): void {
    const resumed = (c[6] as number) === 0x8000_0001 ? (c[14] as number) : null;
    const what = r[8] as number;
    if ((r[6] as number) === 0 && (what === 1 || what === 2)) {
      const why = what === 1 ? 'an RPC' : 'an interrupt';
      this.#set(OPTEE.thread(r[14] as number), `suspended, ${why}, ${task}`);
    } else if (resumed !== null && (r[6] as number) === 0) this.#set(OPTEE.thread(resumed), 'free');
  }

  #share(c: Uint32Array, r: Uint32Array, task: string): void {
    if (number(c[0] as number) === 0x73) this.#sharing = c[2] as number;
    if (isSuccess(r[0] as number))
      this.#set(
        SPMC.shm(pair(r[4] as number, r[6] as number)),
        `shared by ${task}, descriptor of ${this.#sharing} bytes`,
      );
  }

  #notification(c: Uint32Array, r: Uint32Array): void {
    const good = isSuccess(r[0] as number);
    const denied = r[0] === FFA_ERROR && r[4] === DENIED;
    const vm0 = ((c[2] as number) & 0xffff) === 0;
    const ids = pair(c[6] as number, c[8] as number);
    switch (number(c[0] as number)) {
      case 0x7d:
        if (good || denied) this.#created();
        if (good) this.#set(SPMC.doBottomHalfValue, -1);
        return;
      case 0x7e:
        if (good) this.#destroyed();
        return;
      case 0x7f:
        // OP-TEE answers DENIED for a bound id and for any flag: only the first tells about the id.
        if (vm0 && (good || (denied && c[4] === 0 && singleId(ids) !== null))) this.#bind((this.#bound ?? 0n) | ids);
        return;
      case 0x80:
        if (!vm0) return;
        if (good) this.#bind((this.#bound ?? 0n) & ~ids);
        if (denied && singleId(ids) !== null) {
          this.#bind((this.#bound ?? 0n) | ids);
          this.#pend((this.#pending ?? 0n) | ids);
        }
        return;
      case 0x82:
        if (good && vm0 && ((c[4] as number) & 1) === 1) this.#pend(0n);
        return;
      default:
    }
  }

  #created(): void {
    this.#set(SPMC.initialized, true);
    this.#set(CORE.bitmapCreated, true);
  }

  #destroyed(): void {
    this.#set(SPMC.initialized, false);
    this.#set(CORE.bitmapCreated, false);
    this.#set(CORE.notifEnabled, false);
    this.#set(SPMC.doBottomHalfValue, 0);
    // thread_spmc.c refuses to destroy a bitmap with bound or pending bits, so there are none.
    this.#bind(0n);
    this.#pend(0n);
  }

  #bind(bits: bigint): void {
    this.#bound = bits;
    this.#set(SPMC.bound, bits);
  }

  #pend(bits: bigint): void {
    this.#pending = bits;
    this.#set(SPMC.pending, bits);
  }
}

const version = (word: number): string => `${(word >>> 16) & 0x7fff}.${word & 0xffff}`;
