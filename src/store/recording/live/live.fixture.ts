import type { FileHandle } from './followed-file.ts';
import type { LiveSink } from './live-source.ts';
import type { Port } from './serial-line.ts';

/** A sink that keeps what it is given; `read` is how much of it a reader has read, all of it at first. */
export function sinkOf(): LiveSink & { bytes: number; read: number | null; readonly parts: string[] } {
  const decoder = new TextDecoder();
  const sink = {
    bytes: 0,
    read: null as number | null,
    parts: [] as string[],
    take(bytes: Uint8Array) {
      sink.bytes += bytes.length;
      sink.parts.push(decoder.decode(bytes, { stream: true }));
    },
    behind: () => sink.bytes - (sink.read ?? sink.bytes),
  };
  return sink;
}

export const text = (sink: { readonly parts: readonly string[] }): string => sink.parts.join('');

/** Stands in for the handle of a file that a test writes. */
export class StandInFile implements FileHandle {
  readonly name: string;
  #content: string;
  /** Every look fails with this. */
  fails: Error | null = null;
  /** The next reading of bytes fails with this. */
  failsOnce: Error | null = null;
  looks = 0;

  constructor(name: string, content: string) {
    this.name = name;
    this.#content = content;
  }

  append(more: string): void {
    this.#content += more;
  }

  write(content: string): void {
    this.#content = content;
  }

  async getFile(): Promise<File> {
    this.looks++;
    if (this.fails !== null) throw this.fails;
    const file = new File([this.#content], this.name);
    const error = this.failsOnce;
    this.failsOnce = null;
    if (error !== null)
      file.slice = () => {
        throw error;
      };
    return file;
  }
}

/** Stands in for a serial port: a test says what comes, what goes wrong, and when it is unplugged. */
export class StandInPort implements Port {
  readable: ReadableStream<Uint8Array> | null = null;
  readonly speeds: number[] = [];
  /** Opening fails with this. */
  refuses: Error | null = null;
  closed = 0;
  #control: ReadableStreamDefaultController<Uint8Array> | null = null;

  async open({ baudRate }: { readonly baudRate: number }): Promise<void> {
    if (this.refuses !== null) throw this.refuses;
    this.speeds.push(baudRate);
    this.#renew();
  }

  async close(): Promise<void> {
    this.closed++;
    this.readable = null;
  }

  getInfo(): { readonly usbVendorId: number; readonly usbProductId: number } {
    return { usbVendorId: 0x0403, usbProductId: 0x6001 };
  }

  says(what: string | Uint8Array): void {
    this.#control?.enqueue(typeof what === 'string' ? new TextEncoder().encode(what) : what);
  }

  /** An error after which the port has a new stream, as Web Serial has it. */
  stumbles(name: string): void {
    const before = this.#control;
    this.#renew();
    before?.error(new DOMException('it came damaged', name));
  }

  unplug(): void {
    this.readable = null;
    this.#control?.error(new DOMException('The device has been lost.', 'NetworkError'));
  }

  #renew(): void {
    this.readable = new ReadableStream<Uint8Array>({
      start: (control) => {
        this.#control = control;
      },
    });
  }
}
