import { Feed } from './feed.ts';
import type { LiveSink, LiveSource, LiveStatus } from './live-source.ts';
import { TextShare } from './text-share.ts';

/** What is asked of a SerialPort of Web Serial (wicg.github.io/serial). */
export interface Port {
  open(options: { readonly baudRate: number; readonly bufferSize: number }): Promise<void>;
  close(): Promise<void>;
  readonly readable: ReadableStream<Uint8Array> | null;
  getInfo(): { readonly usbVendorId?: number; readonly usbProductId?: number };
}

/** Bytes that the browser holds for the page: more than two seconds at 115200 bits in a second. */
const BUFFER = 1 << 16;
/** So many pieces of what came are put together to one. */
const PIECES = 256;

/** Errors after which a port reads on, and what they mean (Web Serial, the readable attribute). */
const NOT_FATAL: { readonly [name: string]: 'overruns' | 'damaged' } = {
  BufferOverrunError: 'overruns',
  BreakError: 'damaged',
  FramingError: 'damaged',
  ParityError: 'damaged',
};

/** `Serial port 0403:6001`: the port by the numbers of its USB adapter, where it has one. */
export function portName(port: Port): string {
  const { usbVendorId, usbProductId } = port.getInfo();
  if (usbVendorId === undefined || usbProductId === undefined) return 'Serial port';
  const hex = (n: number): string => n.toString(16).padStart(4, '0');
  return `Serial port ${hex(usbVendorId)}:${hex(usbProductId)}`;
}

/** The console of a board, read from its serial port while it speaks. Nothing is ever written to the port. */
export class SerialLine implements LiveSource {
  readonly #port: Port;
  readonly #feed: Feed;
  readonly #share = new TextShare();
  #kept: Blob[] = [];
  #reader: ReadableStreamDefaultReader<Uint8Array> | null = null;
  /** A person has asked to close the port: its end is no loss. */
  #closing = false;
  #stopped = false;
  #run: Promise<void> = Promise.resolve();

  /** @param speed bits in a second; 8 data bits, no parity, 1 stop bit, as consoles have them. */
  constructor(port: Port, speed: number) {
    this.#port = port;
    this.#feed = new Feed({ kind: 'serial', name: portName(port), speed });
  }

  get status(): LiveStatus {
    return this.#feed.status;
  }

  watch(changed: (status: LiveStatus) => void): void {
    this.#feed.watch(changed);
  }

  start(sink: LiveSink): void {
    this.#feed.into(sink);
    this.#run = this.#listen();
  }

  /** The port is read all the same: a board does not wait, and the browser's buffer is small. */
  pause(paused: boolean): void {
    const { state } = this.status;
    if (paused && state === 'live') this.#feed.say({ state: 'paused' });
    if (!paused && state === 'paused') {
      this.#feed.say({ state: 'live' });
      this.#feed.release();
    }
  }

  again(speed: number = this.status.speed ?? 0): void {
    if (this.#stopped) return;
    const before = this.#close();
    this.#run = before.then(() => {
      if (this.#stopped) return undefined;
      this.#share.forget();
      this.#feed.release();
      this.#feed.tear();
      this.#feed.say({ state: 'connecting', speed, odd: false, note: '' });
      return this.#listen();
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#close();
    this.#feed.release();
    this.#feed.say({ state: 'ended' });
  }

  kept(): Blob {
    return new Blob(this.#kept);
  }

  async #close(): Promise<void> {
    this.#closing = true;
    const run = this.#run;
    await this.#reader?.cancel().catch(() => undefined);
    await run;
  }

  async #listen(): Promise<void> {
    this.#closing = false;
    const { speed } = this.status;
    try {
      await this.#port.open({ baudRate: speed ?? 0, bufferSize: BUFFER });
    } catch (error) {
      const what = `The port cannot be opened: ${reason(error)}.`;
      this.#feed.say({ state: 'lost', note: `${what} Close what else reads it (minicom, screen), and connect again.` });
      return;
    }
    this.#feed.say({ state: 'live', note: '' });
    const why = await this.#readAll();
    await this.#port.close().catch(() => undefined);
    if (this.#closing) return;
    this.#feed.release();
    this.#feed.say({
      state: 'lost',
      note: `The port is gone: ${why}. What came is kept; plug it in and connect again.`,
    });
  }

  /** Reads until the port has no more to give; answers why. After an error that is not fatal it has a new stream. */
  async #readAll(): Promise<string> {
    while (!this.#closing) {
      const { readable } = this.#port;
      if (readable === null) return 'it was unplugged';
      const reader = readable.getReader();
      this.#reader = reader;
      try {
        for (;;) {
          const { value, done } = await reader.read();
          if (done) return 'it was closed';
          this.#take(value);
        }
      } catch (error) {
        if (!this.#goesOn(error)) return reason(error);
      } finally {
        this.#reader = null;
        reader.releaseLock();
      }
    }
    return '';
  }

  #take(bytes: Uint8Array): void {
    this.#kept.push(new Blob([bytes as Uint8Array<ArrayBuffer>]));
    if (this.#kept.length === PIECES) this.#kept = [new Blob(this.#kept)];
    this.#share.look(bytes);
    if (this.#share.odd !== this.status.odd) this.#feed.say({ odd: this.#share.odd });
    this.#feed.take(bytes);
  }

  /** Counts an error after which the port reads on. */
  #goesOn(error: unknown): boolean {
    const kind = NOT_FATAL[error instanceof Error ? error.name : ''];
    if (kind === undefined) return false;
    this.#feed.say({ [kind]: this.status[kind] + 1 });
    return true;
  }
}

const reason = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .replace(/^Failed to execute '.{0,80}?': /, '')
    .replace(/\.+$/, '');
