import { argOf } from './args.ts';
import type { RecordingBuilder } from './builder.ts';
import { type FirmwareFrame, firmwareFrame } from './firmware-registers.ts';
import type { EventLine } from './ftrace-line.ts';
import { own } from './intern.ts';
import { laneOfFunction } from './lanes.ts';
import { isConduit, withoutCopy } from './plumbing.ts';
import {
  fromFirstRegister,
  type ProbeBody,
  parseProbeBody,
  readInOrder,
  readRegisters,
  registerStem,
} from './probe-body.ts';
import { beginOf, type FunctionName, returnOf, type Step } from './probe-step.ts';
import { FRAME_HALVES } from './read-word.ts';
import { isReplyWord } from './reply-ids.ts';
import type { Stack } from './stack.ts';
import { isOtherEvent } from './tracepoints.ts';

/** Hears of an event whose registers cannot be read, and why. */
export type OnDamage = (text: string, number: number, why: string) => void;

/** An event that comes again and again. */
export type PreparedEvent = () => void;

/** A probe that prints registers, without them. */
export interface RegisterProbe {
  readonly event: string;
  readonly probe: ProbeBody;
}

/**
 * What one event of a trace becomes, whether it was read from a line of text or from a binary record. `number` and
 * `text` are for notes: where the event stands, and what stands there.
 */
export class EventRows {
  readonly #builder: RecordingBuilder;
  readonly #onDamage: OnDamage;
  /** The registers of the frame that is read. */
  readonly halves = new Uint32Array(FRAME_HALVES);
  readonly #names = new Map<string, FunctionName>();
  /** How many registers the lines of each probe show at most, and of all probes. */
  readonly #most = new Map<string, number>();
  #mostOfAll = 0;
  /** Probes of which two of the first lines show as many registers: they have no more. */
  readonly #short = new Set<string>();
  #shortFrames = false;
  /** The probes print words of 32 bits with a sign. */
  #is32 = false;

  constructor(
    builder: RecordingBuilder,
    onDamage: OnDamage = (text, number, why) => builder.report.broken(number, text, why),
  ) {
    this.#builder = builder;
    this.#onDamage = onDamage;
  }

  /**
   * Looks at the first events of a text: a probe that shows fewer registers than another is taken for one that has no more
   * where two of its lines agree; a single shorter line is a line that was cut.
   */
  survey(events: readonly EventLine[]): void {
    const counts = new Map<string, number[]>();
    for (const e of events) {
      const args = fromFirstRegister(parseProbeBody(e.body)?.args ?? '');
      const stem = registerStem(args);
      const count = stem === null ? 0 : readRegisters(args, stem, this.halves);
      if (count > 0) counts.set(e.event, [...(counts.get(e.event) ?? []), count]);
    }
    for (const [event, list] of counts) {
      const most = Math.max(...list);
      if (list.filter((n) => n === most).length < 2) continue;
      this.#short.add(own(event));
      this.#most.set(own(event), most);
    }
  }

  /** An event with its text, as ftrace prints it behind the event's name. */
  use(e: EventLine, text: string, number: number): void {
    const { event, body } = e;
    const marked = isMarker(event);
    const probe = marked ? null : parseProbeBody(body);
    const printed = probe === null && !isMarkedByHand(event) && this.#mostOfAll === 0 ? firmwareFrame(body) : null;
    if (probe !== null) this.probe(event, probe, text, number);
    else if (!isMarkedByHand(event) && PROBE_LIKE.test(body))
      this.#onDamage(text, number, 'The place that this probe prints before its registers is damaged.');
    else if (printed !== null) this.#printed(printed);
    else if (event === 'irq_handler_entry')
      this.#builder.irq(argOf(body, 'name') ?? `irq ${argOf(body, 'irq') ?? '?'}`);
    else if (/^(print|bprint|bputs)$/.test(event)) {
      const m = /^([\w.]+): ?(.*)$/.exec(body);
      this.written(m?.[1] ?? 'print', m?.[2] ?? body);
    } else if (marked || !isOtherEvent(e)) this.written(event, body);
    else this.#builder.report.skip(event);
  }

  /** What `use` would do with this event each time that it comes, where that is a step or an interrupt; else null. */
  prepared(e: EventLine): PreparedEvent | null {
    const { event, body } = e;
    if (isMarker(event)) return null;
    const probe = parseProbeBody(body);
    if (probe === null) {
      if (event !== 'irq_handler_entry' || PROBE_LIKE.test(body) || firmwareFrame(body) !== null) return null;
      const name = own(argOf(body, 'name') ?? `irq ${argOf(body, 'irq') ?? '?'}`);
      return () => this.#builder.irq(name);
    }
    const args = fromFirstRegister(probe.args);
    const stem = registerStem(args);
    const conduit = isConduitProbe(event, probe);
    // Where only an address is printed the name may be another one later.
    if (conduit || stem === 'a' || stem === 'r' || probe.fn === null) return null;
    const step = this.#stepOf(event, probe);
    return probe.returns ? () => this.#builder.exit(step) : () => this.#builder.enter(step);
  }

  /** The probe of this event, where eight registers `a0=` to `a7=` or `r0=` to `r7=` of it are a frame; else null. */
  registerProbe({ event, body }: EventLine): RegisterProbe | null {
    const probe = isMarker(event) ? null : parseProbeBody(body);
    return probe === null || !/^[ar]0=/.test(probe.args) ? null : { event: own(event), probe: { ...probe, args: '' } };
  }

  /** A frame of eight registers that stand in `halves`. */
  eight({ event, probe }: RegisterProbe, isReply: boolean, number: number): void {
    this.#frame(event, probe, isReply || probe.returns, 8, '', number);
  }

  /** Registers in a text of trace_printk or of bpf_trace_printk: beside probes they would say the same call again. */
  #printed({ halves, says }: FirmwareFrame): void {
    if (says === 'reply' || isReplyWord(halves[0] as number, halves[1] as number)) this.#builder.reply(halves, null);
    else this.#builder.call(halves, 'arm_ffa');
  }

  /** A probe of this name at the beginning or the end of a function. */
  probe(event: string, probe: ProbeBody, text: string, number: number): void {
    const args = fromFirstRegister(probe.args);
    const stem = registerStem(args);
    const conduit = isConduitProbe(event, probe);
    const named = stem === 'a' || stem === 'r';
    if (named && (conduit || (/^[ar]0=/.test(args) && args.includes(` ${stem}1=`)))) {
      this.#frame(event, probe, stem === 'r' || probe.returns, readRegisters(args, stem, this.halves), text, number);
      return;
    }
    const shown = conduit ? (stem === null ? readInOrder(args, this.halves) : numberOfNames(args)) : 0;
    if (shown >= 4 || (shown < 0 && stem === null)) {
      const count = stem === null ? shown : readRegisters(args, stem, this.halves);
      this.#frame(event, probe, probe.returns, count, text, number);
      return;
    }
    const step = this.#stepOf(event, probe);
    if (probe.returns) this.#builder.exit(step);
    else this.#builder.enter(step);
  }

  /** What a probe says that shows no registers. */
  #stepOf(event: string, { fn: printed, returns, caller, offset, args }: ProbeBody): Step {
    const fn = this.#named(event.replace(/^(fn|ret)_/, ''), printed);
    const { strings } = this.#builder.columns;
    if (returns) return returnOf(strings, fn, caller, args);
    return beginOf(strings, offset === 0 ? fn : { ...fn, fn: `${fn.fn}+0x${offset.toString(16)}` }, args);
  }

  /** The registers of a probe that prints them as text: fewer than the same probe printed before are a line that was cut. */
  #frame(event: string, probe: ProbeBody, returns: boolean, count: number, text: string, number: number): void {
    const most = Math.max(this.#most.get(event) ?? 0, this.#short.has(event) ? 0 : this.#mostOfAll);
    if (count >= 0 && count < most) {
      this.#onDamage(text, number, `This line shows ${count} registers, others ${most}: it is cut.`);
      return;
    }
    if (count > 0) this.#asUnsigned();
    if (count > (this.#most.get(event) ?? 0)) this.#most.set(own(event), count);
    this.#mostOfAll = Math.max(this.#mostOfAll, count);
    if (returns) this.reply(this.halves, count, probe.caller?.fn ?? null, text, number);
    else this.call(this.halves, count, probe.fn?.module ?? null, text, number);
  }

  /**
   * A probe of type s32 prints words of 32 bits with a sign: then w0 of a call is negative, and no register has more bits
   * than these. (As 64 bits no function of FF-A is negative.)
   */
  #asUnsigned(): void {
    const h = this.halves;
    const negative = h[1] === 0xffff_ffff;
    if (negative && ((h[0] as number) & 0xbf00_0000) >>> 0 === 0x8400_0000) this.#is32 = true;
    if (this.#is32) for (let i = 1; i < FRAME_HALVES; i += 2) h[i] = 0;
  }

  /** Symbols of a module that has gone are printed as addresses: then the function has the name that its probe showed before. */
  #named(probe: string, printed: FunctionName | null): FunctionName {
    const known = printed ?? this.#names.get(probe) ?? { fn: probe, module: null };
    const name = withoutCopy(known.fn);
    const fn = name === known.fn ? known : { fn: name, module: known.module };
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

  /** Are there registers in this line? `count`: how many were read, -1 where the list is damaged. */
  #registers(count: number, text: string, number: number): boolean {
    this.#mostOfAll = Math.max(this.#mostOfAll, count);
    if (count < 0)
      this.#onDamage(
        text,
        number,
        'The registers of this line are damaged: one is missing, out of its place, or no word of at most 64 bits.',
      );
    else if (count < 8 && !this.#shortFrames) {
      this.#shortFrames = true;
      this.#builder.report.remark(number, text, `The probe shows ${count} registers; the others are taken to be 0.`);
    }
    return count > 0;
  }

  /** A text of trace_printk: registers, or a message. What a person wrote into the trace is no call, whatever it says. */
  printk(from: string, body: string): void {
    const printed = /^tracing_mark_/.test(from) || this.#mostOfAll > 0 ? null : firmwareFrame(body);
    if (printed !== null) this.#printed(printed);
    else this.written(from, body);
  }

  /** A marker is a person's or a program's; trace_printk names the function that printed it. */
  written(from: string, body: string): void {
    const m = /^([\w.]+)(?:\+0x[0-9a-f]+(?:\/0x[0-9a-f]+)?)?(?: \[([\w-]+)\])?$/.exec(from);
    const who = from === 'tracing_mark_write' ? 'user' : laneOfFunction(m?.[1] ?? from, m?.[2] ?? moduleOf(body));
    this.#builder.log(who, 'info', body);
  }

  /** A stack as it was recorded. */
  stack(stack: Stack, number: number): void {
    if (!this.#builder.stack(stack))
      this.#builder.report.remark(
        number,
        '<stack trace>',
        'This stack belongs to nothing that the task did before it.',
      );
  }
}

/** Do texts of trace_marker or trace_printk have this name? */
const isMarker = (event: string): boolean => /^(tracing_mark_write|print|bprint|bputs)$/.test(event);

const isConduitProbe = (event: string, probe: ProbeBody): boolean =>
  /^smc_(in|out)$/.test(event) || isConduit(probe.fn?.fn ?? probed(event));

/** What a person or a script wrote into the trace is no call, whatever it says. */
const isMarkedByHand = (event: string): boolean => event === 'tracing_mark_write' || event === 'print';

/** Registers of a probe behind something in brackets, which would be the place of the probe. */
const PROBE_LIKE = /^\(.{0,600}?[ )][ar][0-7]=/;

/** The function in a name that perf probe or the kernel made for its probe: `f`, `f__return`, `f__entry`, `p_f_0`. */
const probed = (event: string): string => event.replace(/^[pr]_|(?:__(?:return|entry|exit)|_\d{1,3})+$/g, '');

/** How many arguments have a name. */
const numberOfNames = (args: string): number => (args.match(/(?:^| )\w+=/g) ?? []).length;

/** A module that writes its name before its lines, `ffa_grab: …`, as modules do with pr_fmt. */
const moduleOf = (body: string): string | null => /^(ffa_grab|optee|arm_ffa): /.exec(body)?.[1] ?? null;
