import { ByteIndex } from '../../base/byte-index.ts';
import type { RecordingBuilder } from '../builder.ts';
import type { EventRows } from '../event-rows.ts';
import { isConduit } from '../plumbing.ts';
import { FRAME_HALVES } from '../read-word.ts';
import { printedStack, type Stack } from '../stack.ts';
import { binaryPrint } from './binary-print.ts';
import type { EventField, EventFormat } from './event-format.ts';
import { parsePrintFormat, print, withoutPlace } from './print-format.ts';
import { extentOf, integerOf, integersOf, type RecordView, registerOf, textAt, textAtField } from './record-view.ts';
import type { Place } from './symbols.ts';
import type { TracingData } from './tracing-data.ts';

/** Makes the rows of one kind of event. `number` counts the records from 1, for notes. */
type Maker = (r: RecordView, number: number) => void;

/** A stack deeper than this is cut. */
const DEEPEST = 256;

/** Makes rows of binary records, by the formats that their file declares. */
export class RecordRows {
  readonly #data: TracingData;
  readonly #rows: EventRows;
  readonly #builder: RecordingBuilder;
  readonly #halves = new Uint32Array(FRAME_HALVES);
  readonly #makers = new Map<number, Maker>();
  /** The stacks that were met, by the bytes of their addresses. */
  readonly #byBytes = new ByteIndex();
  readonly #stacks: Stack[] = [];

  constructor(data: TracingData, rows: EventRows, builder: RecordingBuilder) {
    this.#data = data;
    this.#rows = rows;
    this.#builder = builder;
  }

  /** One record of the event with this id. Time and place are the builder's already. */
  record(id: number, r: RecordView, number: number): void {
    let maker = this.#makers.get(id);
    if (maker === undefined) {
      const format = this.#data.formats.get(id);
      maker = format === undefined ? this.#unknown(id) : this.#whole(format, this.#maker(format));
      this.#makers.set(id, maker);
    }
    maker(r, number);
  }

  /** The stack of what was recorded before it, innermost first. */
  stack(addresses: readonly bigint[], number: number): void {
    this.#rows.stack(this.#named(addresses), number);
  }

  #named(addresses: readonly bigint[]): Stack {
    return printedStack(addresses.map((a) => this.#data.symbols.nameOf(BigInt.asUintN(64, a))));
  }

  #unknown(id: number): Maker {
    return (_, number) =>
      this.#builder.report.broken(number, `event ${id}`, 'The file does not say what an event with this number is.');
  }

  /** A record that is shorter than its declaration is broken. */
  #whole(format: EventFormat, maker: Maker): Maker {
    const end = Math.max(
      0,
      ...Array.from(format.fields.values(), (f) => (f.name === 'caller' ? f.offset : f.offset + f.size)),
    );
    return (r, number) => {
      if (r.length >= end) maker(r, number);
      else
        this.#builder.report.broken(number, format.name, `The record has ${r.length} bytes, its fields need ${end}.`);
    };
  }

  #maker(format: EventFormat): Maker {
    const { name, fields } = format;
    const ip = fields.get('__probe_ip') ?? fields.get('__probe_func');
    if (ip !== undefined) return this.#probe(format, ip);
    const buffer = fields.get('buf');
    const from = fields.get('ip');
    if (format.system === 'ftrace') {
      const caller = fields.get('caller');
      if (name === 'kernel_stack' && caller !== undefined) return this.#stack(caller, fields.get('size'));
      if (name === 'print' && buffer !== undefined && from !== undefined)
        return (r) => this.#print(integerOf(r, from), textAt(r, buffer.offset, r.length));
      const literal = fields.get(name === 'bprint' ? 'fmt' : 'str');
      if ((name === 'bprint' || name === 'bputs') && literal !== undefined && from !== undefined)
        return (r) => this.#print(integerOf(r, from), this.#literal(r, literal, buffer));
    }
    const irq = fields.get('irq');
    const irqName = fields.get('name');
    if (name === 'irq_handler_entry' && irq !== undefined)
      return (r) => this.#builder.irq((irqName && textAtField(r, irqName)) || `irq ${integerOf(r, irq)}`);
    return () => this.#builder.report.skip(name);
  }

  /** What trace_printk and trace_marker wrote, with the function that wrote it. */
  #print(ip: bigint, text: string): void {
    const place = this.#data.symbols.find(ip);
    const module = place?.module ?? null;
    const from = place === null ? this.#data.symbols.nameOf(ip) : place.fn;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a line end is what is taken away
    this.#rows.printk(module === null ? from : `${from} [${module}]`, text.replace(/[\n\r\u0000]+$/, ''));
  }

  /** bputs and bprint hold the address of their text, and bprint its arguments. */
  #literal(r: RecordView, field: EventField, buffer: EventField | undefined): string {
    const address = integerOf(r, field);
    const text = this.#data.printks.get(BigInt.asUintN(64, address));
    if (text === undefined) return `(a text at ${this.#data.symbols.nameOf(address)} that the file does not hold)`;
    if (buffer === undefined) return text;
    return binaryPrint(text, r, buffer.offset, this.#data.page.long, this.#data.symbols);
  }

  #stack(caller: EventField, size: EventField | undefined): Maker {
    // The declared array has 8 places, a record as many as its stack is deep (kernel/trace/trace_entries.h).
    const list = { ...caller, size: caller.at === 'here' ? 0 : caller.size };
    const end = (1n << BigInt(caller.element * 8)) - 1n;
    const read = (r: RecordView, count: number): Stack => {
      const addresses = integersOf(r, list, count);
      const last = addresses.findIndex((a) => BigInt.asUintN(64, a) === end);
      return this.#named(last < 0 ? addresses : addresses.slice(0, last));
    };
    return (r, number) => {
      const count = Math.min(Math.max(size === undefined ? DEEPEST : Number(integerOf(r, size)), 0), DEEPEST);
      const { offset, length } = extentOf(r, list);
      const from = r.at + offset;
      // Most stacks come again and again, and an address is a bigint.
      const known = this.#byBytes.add(r.view, from, from + Math.min(length, count * list.element));
      const stack = this.#stacks[known] ?? read(r, count);
      if (known === this.#stacks.length) this.#stacks.push(stack);
      this.#rows.stack(stack, number);
    };
  }

  #probe(format: EventFormat, ip: EventField): Maker {
    const { name } = format;
    const back = format.fields.get('__probe_ret_ip');
    const args = [...format.fields.values()].filter((f) => !/^(?:common_|__probe_)/.test(f.name));
    const named = namedRegisters(args);
    const place = this.#placeReader(ip);
    const caller = back === undefined ? null : this.#placeReader(back);
    if (named !== null)
      return (r, number) => {
        const count = this.#registers(r, named.fields);
        if (named.letter === 'a') this.#rows.call(this.#halves, count, place(r)?.module ?? null, name, number);
        else this.#rows.reply(this.#halves, count, caller?.(r)?.fn ?? null, name, number);
      };
    const inOrder = registersInOrder(args);
    const whole = parsePrintFormat(format);
    const text = whole === null ? null : withoutPlace(whole);
    return (r, number) => {
      const at = place(r);
      const returns = caller === null ? null : caller(r);
      if (at !== null && inOrder !== null && isConduit(at.fn)) {
        const count = this.#registers(r, inOrder);
        if (caller === null) this.#rows.call(this.#halves, count, at.module, name, number);
        else this.#rows.reply(this.#halves, count, returns?.fn ?? null, name, number);
        return;
      }
      const printed = text === null ? '' : print(text, r, this.#data.symbols);
      // A probe at the end is named by its function alone.
      const offset = caller === null ? (at?.offset ?? 0) : 0;
      const probe = {
        fn: at,
        offset,
        returns: caller !== null,
        caller: returns,
        args: printed,
      };
      this.#rows.probe(name, probe, name, number);
    };
  }

  /** The place of an address in a record; most records of an event have the same one. */
  #placeReader(field: EventField): (r: RecordView) => Place | null {
    const halves = new Uint32Array(2);
    let low = -1;
    let high = -1;
    let place: Place | null = null;
    return (r) => {
      registerOf(r, field.offset, field.size, false, halves, 0);
      if (halves[0] !== low || halves[1] !== high) {
        low = halves[0] as number;
        high = halves[1] as number;
        place = this.#data.symbols.find((BigInt(high) << 32n) | BigInt(low));
      }
      return place;
    };
  }

  #registers(r: RecordView, fields: readonly RegisterField[]): number {
    this.#halves.fill(0);
    // Without an iterator: this runs for each frame of the file.
    for (let i = 0; i < fields.length; i++) {
      const f = fields[i] as RegisterField;
      registerOf(r, f.offset, f.size, f.signed, this.#halves, i);
    }
    return fields.length;
  }
}

type RegisterField = Pick<EventField, 'offset' | 'size' | 'signed'>;

const isNumber = (f: EventField): boolean => !f.isArray && [1, 2, 4, 8].includes(f.size);

/** Arguments `a0 a1 …` of a call or `r0 r1 …` of a reply, from 0 on without a gap; null for other arguments. */
function namedRegisters(args: readonly EventField[]): { letter: 'a' | 'r'; fields: readonly RegisterField[] } | null {
  const letter = args[0]?.name === 'a0' ? 'a' : args[0]?.name === 'r0' ? 'r' : null;
  if (letter === null) return null;
  const byName = new Map(args.map((f) => [f.name, f]));
  const fields: EventField[] = [];
  for (let i = 0; i < 8; i++) {
    const f = byName.get(`${letter}${i}`);
    if (f === undefined || !isNumber(f)) break;
    fields.push(f);
  }
  return fields.length >= 2 ? { letter, fields } : null;
}

/** Arguments with other names, or one array: registers in their order where the probe sits on the conduit. */
function registersInOrder(args: readonly EventField[]): readonly RegisterField[] | null {
  const [first] = args;
  const list =
    first?.isArray && first.at === 'here' && [1, 2, 4, 8].includes(first.element)
      ? Array.from({ length: Math.floor(first.size / first.element) }, (_, i) => ({
          offset: first.offset + i * first.element,
          size: first.element,
          signed: first.signed,
        }))
      : args.filter(isNumber);
  return list.length >= 4 ? list.slice(0, 8) : null;
}
