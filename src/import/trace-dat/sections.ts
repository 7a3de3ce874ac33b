import { ByteCursor } from '../kernel-events/byte-cursor.ts';
import { Damage, type FileBytes, sourceOf } from '../kernel-events/file-bytes.ts';
import {
  readComms,
  readEvents,
  readFtraceEvents,
  readPageLayout,
  readPrintks,
  readSymbols,
  type TracingData,
} from '../kernel-events/tracing-data.ts';
import type { Contents, CpuPart } from './contents.ts';
import { OPTION, takeOption } from './options.ts';
import type { Unpack } from './unpack.ts';

/** A part of a file of version 7, by its header. */
interface Section {
  readonly id: number;
  readonly isPacked: boolean;
  /** Where its data begins, and how many bytes it has in the file. */
  readonly at: number;
  readonly size: number;
}

const HEADER_BYTES = 16;
const IS_PACKED = 1;
const MOST_CPUS = 65_536;

/** Reads the sections of a file of version 7: options say where the others are. */
export class SectionReader {
  readonly #c: ByteCursor;
  readonly #file: FileBytes;
  readonly #unpack: Unpack;
  readonly #contents: Contents;
  readonly #pageSize: number;
  readonly #places = new Map<number, number>();

  constructor(file: FileBytes, rest: ByteCursor, pageSize: number, unpack: Unpack, contents: Contents) {
    this.#file = file;
    this.#c = rest;
    this.#unpack = unpack;
    this.#contents = contents;
    this.#pageSize = pageSize;
  }

  async read(): Promise<void> {
    const options = this.#c.size64();
    const first = this.#c.at;
    await this.#orDamage('the options', () => this.#options(options));
    // A file that was cut or never finished: what the options would say is found by walking from section to section.
    const { buffers, hasText } = this.#contents;
    if (!this.#places.has(OPTION.EVENT_FORMATS) || (buffers.length === 0 && !hasText)) await this.#walk(first);
    const { data } = this.#contents;
    await this.#part(OPTION.HEADER_INFO, data, (c) => {
      data.page = readPageLayout(c);
    });
    await this.#part(OPTION.FTRACE_EVENTS, data, (c) => readFtraceEvents(c, data.formats));
    await this.#part(OPTION.EVENT_FORMATS, data, (c) => readEvents(c, data.formats));
    await this.#part(OPTION.KALLSYMS, data, (c) => {
      data.symbols = readSymbols(c);
    });
    await this.#part(OPTION.PRINTK, data, (c) => {
      data.printks = readPrintks(c);
    });
    await this.#part(OPTION.CMDLINES, data, (c) => {
      data.comms = readComms(c);
    });
  }

  async #part(id: number, _data: TracingData, read: (c: ByteCursor) => void): Promise<void> {
    const at = this.#places.get(id);
    if (at === undefined) return;
    await this.#orDamage(NAMES[id] ?? `section ${id}`, async () => {
      const section = await this.#sectionAt(at);
      if (section.id !== id) throw new Damage(`section ${section.id} is at byte ${at}`);
      read(await this.#open(section));
    });
  }

  async #orDamage(what: string, read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (e) {
      if (!(e instanceof Damage)) throw e;
      this.#contents.damage.push(`${what} of the file cannot be read: ${e.message}`);
    }
  }

  async #sectionAt(at: number): Promise<Section> {
    await this.#file.load(at, HEADER_BYTES);
    const c = new ByteCursor(this.#c.source, at, this.#c.littleEndian);
    const id = c.u16();
    const isPacked = (c.u16() & IS_PACKED) !== 0;
    c.u32();
    const size = c.size64();
    return { id, isPacked, at: c.at, size };
  }

  /** The data of a section, unpacked. */
  async #open({ isPacked, at, size }: Section): Promise<ByteCursor> {
    const { source, littleEndian } = this.#c;
    await this.#file.load(at, size);
    const c = new ByteCursor(source, at, littleEndian);
    if (!isPacked) return new ByteCursor(sourceOf(c.take(size)), 0, littleEndian);
    const packed = c.u32();
    const whole = c.u32();
    return new ByteCursor(sourceOf(await this.#unpack(c.take(packed), whole)), 0, littleEndian);
  }

  /** One section of options after the other: the last option of each says where the next one is. */
  async #options(at: number): Promise<void> {
    const seen = new Set<number>();
    for (let next = at; next !== 0 && !seen.has(next); ) {
      seen.add(next);
      const section = await this.#sectionAt(next);
      if (section.id !== OPTION.DONE) throw new Damage(`no options are at byte ${next}`);
      const c = await this.#open(section);
      next = 0;
      while (c.left >= 6) {
        const id = c.u16();
        const size = c.u32();
        const from = c.at;
        if (id === OPTION.DONE) next = c.size64();
        else await this.#option(id, c, size);
        if (id === OPTION.DONE) break;
        c.at = from + size;
      }
    }
  }

  async #option(id: number, c: ByteCursor, size: number): Promise<void> {
    if (id === OPTION.BUFFER) await this.#buffer(c);
    else if (id === OPTION.BUFFER_TEXT) this.#contents.hasText = true;
    else if (id >= OPTION.HEADER_INFO && id <= OPTION.CMDLINES) {
      if (size >= 8) this.#places.set(id, c.size64());
    } else takeOption(id, c, size, this.#contents);
  }

  async #buffer(c: ByteCursor): Promise<void> {
    const section = c.size64();
    const name = c.text();
    const clock = c.text();
    const pageSize = c.u32();
    const count = c.u32();
    if (count > MOST_CPUS) throw new Damage(`${count} CPUs are too many`);
    const cpus: CpuPart[] = [];
    for (let i = 0; i < count; i++) cpus.push({ cpu: c.u32(), at: c.size64(), size: c.size64() });
    if (cpus.length === 0) return;
    const { isPacked } = await this.#sectionAt(section);
    this.#contents.buffers.push({ name, clock, pageSize, isPacked, cpus });
  }

  /** From section to section, as far as the file goes. The CPUs of a buffer are told by its option alone: all is one part. */
  async #walk(first: number): Promise<void> {
    const { source } = this.#c;
    const hadBuffers = this.#contents.buffers.length > 0;
    for (let at = first; at + HEADER_BYTES <= source.size; ) {
      const section = await this.#sectionAt(at);
      if (section.id >= OPTION.HEADER_INFO && section.id <= OPTION.CMDLINES) this.#places.set(section.id, at);
      if (section.id === OPTION.BUFFER && !hadBuffers) this.#lostBuffer(section);
      // A section that is still being written has no size yet.
      if (section.size === 0 && section.id !== OPTION.BUFFER) return;
      at = section.at + section.size;
    }
  }

  #lostBuffer({ isPacked, at, size }: Section): void {
    const from = isPacked ? at : Math.ceil(at / this.#pageSize) * this.#pageSize;
    const end = Math.min(size === 0 ? this.#c.source.size : at + size, this.#c.source.size);
    if (end - from < 12) return;
    const { clock, damage } = this.#contents;
    damage.push('what the file says of its CPUs is missing: every event is shown on CPU 0');
    const cpus = [{ cpu: 0, at: from, size: end - from }];
    this.#contents.buffers.push({ name: '', clock, pageSize: this.#pageSize, isPacked, cpus });
  }
}

const NAMES: { readonly [id: number]: string } = {
  [OPTION.HEADER_INFO]: 'the layout of the pages',
  [OPTION.FTRACE_EVENTS]: 'the events of ftrace',
  [OPTION.EVENT_FORMATS]: 'the formats of the events',
  [OPTION.KALLSYMS]: 'the names of the functions',
  [OPTION.PRINTK]: 'the texts of trace_printk',
  [OPTION.CMDLINES]: 'the names of the tasks',
};
