import type { LiveSink, LiveStatus } from './live-source.ts';

/** Counts are told at most once in so many milliseconds: each time the page draws them. */
const TOLD_EVERY = 250;

/** The status of a live source, and the way of its bytes to the sink: at once, or later where it is paused. */
export class Feed {
  #status: LiveStatus;
  #sink: LiveSink | null = null;
  #changed: ((status: LiveStatus) => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #held: Uint8Array[] = [];
  #lastByte = LINE_END;

  constructor(of: Pick<LiveStatus, 'kind' | 'name' | 'speed'>) {
    this.#status = {
      ...of,
      ...{ state: 'connecting', received: 0, waiting: 0, handed: 0, overruns: 0, damaged: 0, odd: false, note: '' },
    };
  }

  get status(): LiveStatus {
    return this.#status;
  }

  get paused(): boolean {
    return this.#status.state === 'paused';
  }

  watch(changed: (status: LiveStatus) => void): void {
    this.#changed = changed;
  }

  /** Where bytes go from now on. */
  into(sink: LiveSink): void {
    this.#sink = sink;
  }

  /** How many bytes the reader still has to read. */
  behind(): number {
    return this.#sink?.behind() ?? 0;
  }

  /** Something that a person wants to know at once. */
  say(change: Partial<LiveStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#tell();
  }

  /** A count, told with the others. */
  count(change: Partial<LiveStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#timer ??= setTimeout(() => this.#tell(), TOLD_EVERY);
  }

  /** Bytes as they came. */
  take(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const { received, waiting } = this.#status;
    this.count({ received: received + bytes.length });
    if (this.paused) {
      this.#held.push(bytes);
      this.count({ waiting: waiting + bytes.length });
    } else this.#hand(bytes);
  }

  /** Hands over what waits. */
  release(): void {
    const held = this.#held;
    this.#held = [];
    for (const bytes of held) this.#hand(bytes);
    this.count({ waiting: 0 });
  }

  /** A line that was torn ends here: what comes now is no part of it. */
  tear(): void {
    if (this.#lastByte === LINE_END) return;
    this.#sink?.take(Uint8Array.of(LINE_END));
    this.#lastByte = LINE_END;
  }

  #hand(bytes: Uint8Array): void {
    this.#lastByte = bytes[bytes.length - 1] as number;
    // Counted before: the sink may take the bytes away.
    this.count({ handed: this.#status.handed + bytes.length });
    this.#sink?.take(bytes);
  }

  #tell(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#changed?.(this.#status);
  }
}

const LINE_END = 10;
