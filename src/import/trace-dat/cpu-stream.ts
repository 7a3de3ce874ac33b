import { ByteCursor } from '../kernel-events/byte-cursor.ts';
import { Damage, type FileBytes } from '../kernel-events/file-bytes.ts';
import type { PageLayout } from '../kernel-events/tracing-data.ts';
import type { CpuPart, TraceBuffer } from './contents.ts';
import { pageTime, RingPage } from './ring-page.ts';
import type { Unpack } from './unpack.ts';

/** How many pages of a file that is not packed are taken at once. */
const PAGES = 16;

/** A page has 4 kB or more; anything else would make the reading of a damaged file endless. */
export const isPageSize = (size: number): boolean => size >= 256 && size <= 1 << 24;

/** Hears what is wrong with a part of the file. */
type OnDamage = (where: string, why: string) => void;

export interface StreamSource {
  readonly file: FileBytes;
  readonly littleEndian: boolean;
  readonly layout: PageLayout;
  readonly unpack: Unpack;
  readonly onDamage: OnDamage;
}

/** The records that one CPU wrote into one buffer, in their order. */
export class CpuStream {
  readonly cpu: number;
  readonly buffer: TraceBuffer;
  /** Bytes of the file that belong to this stream. */
  readonly size: number;
  readonly #source: StreamSource;
  readonly #c: ByteCursor;
  readonly #from: number;
  readonly #end: number;
  #packs = 0;
  /** Room for the pages of a file that is not packed; made when it is needed. */
  #room: Uint8Array = new Uint8Array(0);
  #pages: Uint8Array = new Uint8Array(0);
  #at = 0;
  #page: RingPage | null = null;
  /** Time of the record, in nanoseconds where its clock has them. */
  time = 0;

  constructor(source: StreamSource, buffer: TraceBuffer, part: CpuPart) {
    this.#source = source;
    this.buffer = buffer;
    this.cpu = part.cpu;
    this.#c = new ByteCursor(source.file, part.at, source.littleEndian);
    this.#from = part.at;
    // Where blocks are packed trace-cmd does not read the size, and 3.1 writes it without the four bytes of their count.
    this.#end = buffer.isPacked && part.size > 0 ? source.file.size : Math.min(part.at + part.size, source.file.size);
    this.size = Math.max(0, Math.min(part.size, source.file.size - part.at));
    if (part.size > 0 && part.at + part.size > source.file.size)
      source.onDamage(`CPU ${part.cpu}`, `The file ends ${part.at + part.size - source.file.size} bytes too early.`);
  }

  /** The record that the stream stands at. Only after `next` was true. */
  get page(): RingPage {
    return this.#page as RingPage;
  }

  /** How many of its bytes are used up. */
  get used(): number {
    return Math.max(0, Math.min(this.#c.at - this.#from, this.size));
  }

  /** Loads the first pages; the time that they begin with, or null where there is no page. */
  async begin(): Promise<bigint | null> {
    try {
      if (this.#end - this.#from < 12) return null;
      await this.#source.file.load(this.#from, 12);
      if (this.buffer.isPacked) this.#packs = this.#c.u32();
    } catch (e) {
      this.#broken(e);
      return null;
    }
    return (await this.#load()) ? pageTime(this.#pages, this.#source.littleEndian) : null;
  }

  /** Times count from here on. */
  base(ticks: bigint): void {
    this.#page = new RingPage(this.#source.layout, this.#source.littleEndian, ticks);
    this.#openPage();
  }

  /** Goes on to the next record of the pages that are loaded; false where more must be loaded. */
  next(): boolean {
    for (;;) {
      if (this.page.next()) return true;
      if (this.page.damage !== '')
        this.#source.onDamage(`CPU ${this.cpu}, before byte ${this.#c.at}`, `The page is broken: ${this.page.damage}.`);
      this.#at += this.buffer.pageSize;
      if (this.#at >= this.#pages.length) return false;
      this.#openPage();
    }
  }

  /** The same, loading what must be loaded; false at the end. */
  async more(): Promise<boolean> {
    while (await this.#load()) {
      this.#openPage();
      if (this.next()) return true;
    }
    this.#source.file.release(this.#from, this.#c.at);
    return false;
  }

  #openPage(): void {
    this.page.load(this.#pages.subarray(this.#at, this.#at + this.buffer.pageSize));
  }

  async #load(): Promise<boolean> {
    this.#source.file.release(this.#from, this.#c.at);
    this.#at = 0;
    this.#pages = new Uint8Array(0);
    try {
      while (this.#pages.length < 12) {
        const left = this.#end - this.#c.at;
        if (!this.buffer.isPacked) {
          if (left < 12) return false;
          const length = Math.min(left, this.buffer.pageSize * PAGES);
          await this.#source.file.load(this.#c.at, length);
          if (this.#room.length < length) this.#room = new Uint8Array(length);
          this.#pages = this.#source.file.copy(this.#c.at, length, this.#room);
          this.#c.at += length;
        } else {
          if (this.#packs === 0) return false;
          if (left < 8) throw new Damage('it ends early');
          this.#packs--;
          await this.#source.file.load(this.#c.at, 8);
          const packed = this.#c.u32();
          const size = this.#c.u32();
          const length = Math.min(packed, this.#end - this.#c.at);
          await this.#source.file.load(this.#c.at, length);
          this.#pages = await this.#source.unpack(this.#c.take(length), size);
        }
      }
      return true;
    } catch (e) {
      this.#broken(e);
      return false;
    }
  }

  #broken(e: unknown): void {
    if (!(e instanceof Damage)) throw e;
    this.#packs = 0;
    const at = this.#c.at;
    this.#c.at = this.#end;
    this.#source.onDamage(
      `CPU ${this.cpu}, byte ${at}`,
      `The rest of what this CPU recorded cannot be read: ${e.message}.`,
    );
  }
}
