import { bits, idSet } from '../base/bits.ts';
import type { CallEvent, ReturnEvent, TraceEvent } from '../trace/event.ts';
import { DRIVER } from '../trace/keys.ts';
import type { Trace } from '../trace/trace.ts';

/** A rule that the recording itself shows broken, whatever the profile. */
export interface BrokenRule {
  readonly row: number;
  readonly rule: string;
  readonly text: string;
}

/**
 * Rules of trace/invariants.ts that a recording can show broken by what crossed the registers: I1 (an id that the
 * driver bound outlives it), I8 (OP-TEE signals an id that is not bound), I9 (memory that the driver shared outlives
 * it), and the HANG that reading found. What came before the recording is not known, so only what is bound and shared
 * in it counts; until remove returns or the next probe begins, I1 and I9 are not decided.
 */
export class RecordedRules {
  readonly broken: BrokenRule[] = [];
  readonly #trace: Trace;
  /** Ids that the OP-TEE driver has bound and not unbound. */
  #owned = 0n;
  /** Ids that were unbound in the recording and not bound again. */
  #unbound = 0n;
  readonly #shared = new Set<bigint>();

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  row(e: TraceEvent): void {
    if (e.kind === 'violation') this.#break(e.row, e.rule, e.text);
    if (e.kind === 'return') {
      const call = this.#trace.row(e.of);
      if (call.kind === 'call') this.#reply(call, e);
    }
    // A driver that asks for the version begins its probe: the one before it is gone, whether or not its end was seen.
    if (e.kind === 'call' && e.service === 'GET_API_VERSION') this.#gone(e.row);
    if (e.kind === 'step' && e.changes.some((c) => c.key === DRIVER.state && c.after === 'unbound')) this.#gone(e.row);
  }

  #reply(call: CallEvent, e: ReturnEvent): void {
    const isDriver = call.stack.some((fn) => fn.startsWith('optee'));
    const good = e.name === 'FFA_SUCCESS';
    const ids = word(call, 3) | (word(call, 4) << 32n);
    switch (call.name) {
      case 'FFA_NOTIFICATION_BIND':
        if (!good) return;
        this.#unbound &= ~ids;
        if (isDriver) this.#owned |= ids;
        return;
      case 'FFA_NOTIFICATION_UNBIND':
        // One that is refused stays bound; a driver that asks for it holds it, wherever it was bound.
        if (!good && isDriver) this.#owned |= ids;
        if (!good) return;
        this.#unbound |= ids;
        this.#owned &= ~ids;
        return;
      case 'FFA_NOTIFICATION_GET': {
        const signalled = good ? word(e, 2) | (word(e, 3) << 32n) : 0n;
        const wrong = signalled & this.#unbound;
        if (wrong !== 0n)
          this.#break(e.row, 'I8', `OP-TEE signals ${named(wrong)}, unbound in this recording and not bound again.`);
        return;
      }
      case 'FFA_MEM_SHARE':
        if (good && isDriver) this.#shared.add(word(e, 2) | (word(e, 3) << 32n));
        return;
      case 'FFA_MEM_RECLAIM':
        if (good) this.#shared.delete(word(call, 1) | (word(call, 2) << 32n));
        return;
      default:
    }
  }

  /** The driver is gone: remove has returned, or the probe has failed. */
  #gone(row: number): void {
    if (this.#owned !== 0n)
      this.#break(row, 'I1', `The driver is gone, and ${named(this.#owned)} that it bound stays bound.`);
    if (this.#shared.size > 0) {
      const handles = [...this.#shared].map((h) => `0x${h.toString(16)}`).join(', ');
      this.#break(row, 'I9', `The driver is gone, and the memory ${handles} that it shared is not given back.`);
    }
    this.#owned = 0n;
    this.#shared.clear();
  }

  #break(row: number, rule: string, text: string): void {
    this.broken.push({ row, rule, text });
  }
}

const word = (e: CallEvent | ReturnEvent, register: number): bigint => bits(e.w[register] ?? 0n, 31, 0);
const named = (ids: bigint): string =>
  (ids & (ids - 1n)) === 0n ? `id ${idSet(ids).slice(1, -1)}` : `ids ${idSet(ids)}`;
