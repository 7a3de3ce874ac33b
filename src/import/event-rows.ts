import { argOf } from './args.ts';
import type { FunctionName, RecordingBuilder } from './builder.ts';
import { own } from './intern.ts';
import { laneOfFunction } from './lanes.ts';
import { isConduit, withoutCopy, withoutPlumbing } from './plumbing.ts';
import { type ProbeBody, parseProbeBody, readInOrder, readRegisters } from './probe-body.ts';
import { FRAME_HALVES } from './read-word.ts';

/**
 * What one event of a trace becomes, whether it was read from a line of text or from a binary record. `number` and
 * `text` are for notes: where the event stands, and what stands there.
 */
export class EventRows {
  readonly #builder: RecordingBuilder;
  readonly #halves = new Uint32Array(FRAME_HALVES);
  #shortFrames = false;
  readonly #names = new Map<string, FunctionName>();

  constructor(builder: RecordingBuilder) {
    this.#builder = builder;
  }

  /** An event with its text, as ftrace prints it behind the event's name. */
  use(event: string, body: string, text: string, number: number): void {
    const isMarker = /^(tracing_mark_write|print|bprint|bputs)$/.test(event);
    const probe = isMarker ? null : parseProbeBody(body);
    if (probe !== null) this.probe(event, probe, text, number);
    else if (event === 'irq_handler_entry')
      this.#builder.irq(argOf(body, 'name') ?? `irq ${argOf(body, 'irq') ?? '?'}`);
    else if (/^(print|bprint|bputs)$/.test(event)) {
      const m = /^([\w.]+): ?(.*)$/.exec(body);
      this.written(m?.[1] ?? 'print', m?.[2] ?? body);
    } else if (isMarker || !isTracepoint(body)) this.written(event, body);
    else this.#builder.report.skip(event);
  }

  /** A probe of this name at the beginning or the end of a function. */
  probe(event: string, probe: ProbeBody, text: string, number: number): void {
    const { args } = probe;
    const module = probe.fn?.module ?? null;
    const caller = probe.caller?.fn ?? null;
    if (args.startsWith('a0=') && args.includes(' a1='))
      this.call(this.#halves, readRegisters(args, 'a', this.#halves), module, text, number);
    else if (args.startsWith('r0=') && args.includes(' r1='))
      this.reply(this.#halves, readRegisters(args, 'r', this.#halves), caller, text, number);
    else if (probe.fn !== null && isConduit(probe.fn.fn) && readInOrder(args, this.#halves) >= 4) {
      const count = readInOrder(args, this.#halves);
      if (probe.returns) this.reply(this.#halves, count, caller, text, number);
      else this.call(this.#halves, count, module, text, number);
    } else {
      const fn = this.#named(event.replace(/^(fn|ret)_/, ''), probe.fn);
      if (probe.returns) this.#builder.exit(fn, probe.caller, args);
      else
        this.#builder.enter(probe.offset === 0 ? fn : { ...fn, fn: `${fn.fn}+0x${probe.offset.toString(16)}` }, args);
    }
  }

  /** Symbols of a module that has gone are printed as addresses: then the function has the name that its probe showed before. */
  #named(probe: string, printed: FunctionName | null): FunctionName {
    const known = printed ?? this.#names.get(probe) ?? { fn: probe, module: null };
    const fn = { fn: withoutCopy(known.fn), module: known.module };
    if (printed !== null && this.#names.size < 1000 && !this.#names.has(probe))
      this.#names.set(own(probe), { fn: own(fn.fn), module: fn.module === null ? null : own(fn.module) });
    return fn;
  }

  /** Registers of a call, `count` of them; `module` is where the probe sits, null where that is not known. */
  call(halves: Uint32Array, count: number, module: string | null, text: string, number: number): void {
    if (!this.#registers(count, text, number)) return;
    const known = module === null ? 'arm_ffa' : laneOfFunction('', module);
    this.#builder.call(halves, known === 'other' ? 'other' : 'arm_ffa');
  }

  /** Registers of a reply; `caller` is the function that made the call, if it is known. */
  reply(halves: Uint32Array, count: number, caller: string | null, text: string, number: number): void {
    if (this.#registers(count, text, number)) this.#builder.reply(halves, caller);
  }

  /** Are there registers in this line? `count`: how many were read, -1 where one of them is no word. */
  #registers(count: number, text: string, number: number): boolean {
    if (count < 0) this.#builder.report.broken(number, text, 'A register is not a word of at most 64 bits.');
    else if (count < 8 && !this.#shortFrames) {
      this.#shortFrames = true;
      this.#builder.report.remark(number, text, `The probe shows ${count} registers; the others are taken to be 0.`);
    }
    return count > 0;
  }

  /** A marker is a person's or a program's; trace_printk names the function that printed it. */
  written(from: string, body: string): void {
    const m = /^([\w.]+)(?:\+0x[0-9a-f]+(?:\/0x[0-9a-f]+)?)?(?: \[([\w-]+)\])?$/.exec(from);
    const who = from === 'tracing_mark_write' ? 'user' : laneOfFunction(m?.[1] ?? from, m?.[2] ?? moduleOf(body));
    this.#builder.log(who, 'info', body);
  }

  /** A stack as it was recorded, innermost first. */
  stack(names: readonly string[], number: number): void {
    if (!this.#builder.stack(withoutPlumbing(names)))
      this.#builder.report.remark(
        number,
        '<stack trace>',
        'This stack belongs to nothing that the task did before it.',
      );
  }
}

/** A module that writes its name before its lines, `ffa_grab: …`, as modules do with pr_fmt. */
const moduleOf = (body: string): string | null => /^(ffa_grab|optee|arm_ffa): /.exec(body)?.[1] ?? null;

/** Tracepoints print `name=value` at once; trace_printk prints a sentence. `a <-b` is a line of the function tracer. */
const isTracepoint = (body: string): boolean => /^[\w()[\]-]{1,40}=/.test(body) || body === '' || / <-\S+$/.test(body);
