/** An event that two instances record is written to both, one right after the other. In nanoseconds. */
const TOGETHER = 1e6;
/** Between the two may stand as many events of the first: the probe's own and its stack. */
const BETWEEN = 8;

interface Seen {
  readonly time: number;
  readonly bytes: Uint8Array;
  /** The buffers that have it. */
  readonly buffers: Set<unknown>;
}

/** Tells an event that another buffer of the same file has too, so that one call is one row. */
export class Doubles {
  readonly #last = new Map<number, Seen[]>();

  /** Was this record of `cpu` just seen in another buffer? `bytes` must not change any more. */
  isDouble(buffer: unknown, cpu: number, time: number, bytes: Uint8Array): boolean {
    const list = (this.#last.get(cpu) ?? []).filter((s) => time - s.time < TOGETHER);
    const twin = list.find((s) => !s.buffers.has(buffer) && equal(s.bytes, bytes));
    if (twin === undefined) list.push({ time, bytes, buffers: new Set([buffer]) });
    else twin.buffers.add(buffer);
    this.#last.set(cpu, list.slice(-BETWEEN));
    return twin !== undefined;
  }
}

const equal = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);
