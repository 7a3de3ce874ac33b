import { OPTEE_ID } from '../abi/endpoint.ts';
import { bitList, hex, lo32, s32 } from '../base/bits.ts';
import { LIMITS } from '../scenario/limits.ts';
import type { CallEvent, EnterEvent, ReturnEvent, StepEvent, TraceEvent } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';
import { DriverEvidence } from './driver-of.ts';
import { toldByOptee } from './told-by-optee.ts';

type Action = { do: string } & { [field: string]: unknown };

/** -EINVAL, which ffa_notify_relinquish answers for an id that is not in its table. */
const NO_ENTRY = -22;

const NEEDS_PROBE: readonly string[] = ['remove', 'notify', 'session', 'load-ta'];

/** What a context is doing, as far as the rows so far show. */
interface Task {
  inside: Set<string>;
  /** The session action of this task: it becomes load-ta when OP-TEE asks for something. */
  session: Action | null;
  bindsInRequest: number;
  /** The unload that this task does: it becomes one under the driver when that is removed in the middle of it. */
  unload: Action | null;
}

/** By its stack, where there is no probe on the function that sends the message. */
const opensSession = (e: CallEvent, task: Task): boolean =>
  e.stack.includes('optee_open_session') &&
  !e.stack.includes('optee_enumerate_devices') &&
  !task.inside.has('optee_ffa_do_call_with_arg');

/** Another driver signals a partition. The vCPU of one that is per vCPU is always 0 in an action. */
function sends({ w }: CallEvent): Action {
  const ids = bitList(wide(w, 3));
  const [id] = ids;
  const flags = w[2] ?? 0n;
  if (id === undefined || ids.length > 1 || flags > 1n || w[1] !== BigInt(OPTEE_ID))
    return { do: 'smc', w: w.map(hex) };
  return { do: 'send', id, ...(flags === 1n ? { perVcpu: true } : {}) };
}

const wide = (w: CallEvent['w'], low: number): bigint => lo32(w[low] ?? 0n) | (lo32(w[low + 1] ?? 0n) << 32n);

const isDenied = (e: ReturnEvent): boolean => e.w[0] === 0x8400_0060n && s32(e.w[2] ?? 0n) === -6;

/** Reads a recording row by row, and keeps what a person and the secure world did in it. */
export class Derivation {
  /** The first actions, at most one more than a scenario holds. */
  readonly actions: Action[] = [];
  /** How many actions there are. */
  count = 0;
  readonly optee = new Map<string, unknown>();
  readonly bound: number[] = [];
  /** Ids that another driver gives back and that nobody in the recording has asked for. */
  readonly held: number[] = [];
  readonly driver = new DriverEvidence();
  cpus = 1;
  readonly #trace: Trace;
  readonly #tasks = new Map<string, Task>();
  /** Ids of which a BIND has told whether they were bound before. */
  readonly #known = new Set<number>();
  /** Ids that another driver has asked for, or given back. */
  readonly #asked = new Set<number>();
  #bootTask: string | null = null;
  /** The first start of the core found a bitmap: an unload under the driver came before it. */
  #bitmapWasThere = false;
  /** A relinquish whose UNBIND was refused. */
  #refused: Action | null = null;
  #requestsWithoutBind = 0;
  #requests = 0;

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  row(e: TraceEvent): void {
    this.cpus = Math.max(this.cpus, e.cpu + 1);
    this.driver.row(e);
    if (e.kind === 'call') this.#call(e);
    else if (e.kind === 'return') this.#return(e, this.#trace.row(e.of) as CallEvent);
    else if (e.kind === 'enter') this.#enter(e);
    else if (e.kind === 'step') this.#step(e);
    else if (e.kind === 'irq' && e.irq === 'SRI') this.#notify(e.cpu);
  }

  /** A machine that was probed before the recording began. */
  missingBefore(): readonly Action[] {
    const [first] = this.actions;
    const probe = { do: 'probe' };
    if (this.#bitmapWasThere) return [probe, { do: 'unload', unbind: false }];
    const needsProbe = first !== undefined && (NEEDS_PROBE.includes(first.do) || first.unbind === false);
    return needsProbe ? [probe] : [];
  }

  /** OP-TEE announces notifications, and Linux refuses every request without asking it. */
  isGicMissing(): boolean {
    return !this.#bitmapWasThere && this.#requests > 0 && this.#requests === this.#requestsWithoutBind;
  }

  #call(e: CallEvent): void {
    const task = this.#task(e);
    const chain = [...e.stack, ...task.inside];
    if (e.from === 'other') this.#push({ do: 'smc', w: e.w.map(hex) });
    else if (e.name === 'FFA_VERSION') {
      this.#bootTask = e.ctx;
      this.#push({ do: 'boot' });
    } else if (e.service === 'GET_API_VERSION') this.#probe(e);
    else if (chain.includes('optee_ffa_remove')) this.#remove(task);
    else if (e.name === 'FFA_NOTIFICATION_BITMAP_DESTROY') this.#destroy(e);
    else if (e.name === 'FFA_NOTIFICATION_SET') this.#push(sends(e));
    else if (e.service === 'YIELDING_CALL_WITH_ARG' && opensSession(e, task)) this.#session(task);
    else if (e.service !== null && e.stack.length > 0 && !chain.some((f) => f.includes('optee')))
      this.#push({ do: 'smc', w: e.w.map(hex) });
    if (e.name === 'FFA_NOTIFICATION_BIND') task.bindsInRequest++;
    if (e.name === 'FFA_NOTIFICATION_BITMAP_CREATE') this.cpus = Math.max(this.cpus, Number(e.w[2] ?? 1n));
  }

  #return(e: ReturnEvent, call: CallEvent): void {
    for (const [field, value] of toldByOptee(call, e)) if (!this.optee.has(field)) this.optee.set(field, value);
    if (call.name === 'FFA_NOTIFICATION_BIND') this.#binds(call, e);
    if (call.name === 'FFA_NOTIFICATION_UNBIND' && isDenied(e)) this.#refused = this.#unbinds();
    if (call.name === 'FFA_RXTX_UNMAP') this.#task(e).unload = null;
    if (call.name === 'FFA_NOTIFICATION_BITMAP_CREATE') this.#bitmap(e);
    if (call.service?.startsWith('YIELDING') === true && BigInt.asUintN(32, e.w[4] ?? 0n) === 1n) {
      const { session } = this.#task(e);
      if (session !== null) session.do = 'load-ta';
    }
  }

  /** What made UNBIND be refused came before it, although the interrupt was taken after it. */
  #notify(cpu: number): void {
    const notify = { do: 'notify', cpu };
    const last = this.actions.at(-1);
    if (last === undefined || last !== this.#refused || this.count > LIMITS.actions) {
      this.#push(notify);
      return;
    }
    last.with = 'previous';
    this.count++;
    this.actions.splice(-1, 0, notify);
    this.#refused = null;
  }

  /** The driver's module was loaded: the core, when it starts, hands it the device at once. */
  #probe(e: CallEvent): void {
    if (!(this.#bitmapWasThere && e.ctx === this.#bootTask)) this.#push({ do: 'probe' });
  }

  /** The last action where it gives an id back. */
  #unbinds(): Action | null {
    const last = this.actions.at(-1);
    return last !== undefined && ['relinquish', 'remove'].includes(last.do) ? last : null;
  }

  /** OP-TEE keeps a bitmap with a bound id when the core goes under the driver. */
  #bitmap(e: ReturnEvent): void {
    this.#bitmapWasThere ||= e.ctx === this.#bootTask && this.actions.length === 1 && isDenied(e);
  }

  /** An id that is refused before anybody in the recording has bound it was taken before. */
  #binds(call: CallEvent, e: ReturnEvent): void {
    const bits = wide(call.w, 3);
    const denied = isDenied(e) && call.w[2] === 0n;
    for (let id = 0; id < 64; id++) {
      if (((bits >> BigInt(id)) & 1n) === 0n || this.#known.has(id)) continue;
      this.#known.add(id);
      if (denied) this.bound.push(id);
    }
  }

  #enter(e: EnterEvent): void {
    const task = this.#task(e);
    this.#begin(e, task);
    task.inside.add(e.fn);
  }

  #step(e: StepEvent): void {
    const task = this.#task(e);
    if (e.enter === null && e.rc === null) this.#begin(e, task);
    if (e.enter === null) return;
    task.inside.delete(e.fn);
    // Linux knows no such id, so nobody had it.
    if (e.fn === 'ffa_notify_relinquish' && e.rc === NO_ENTRY) this.#neverHeld(e);
    if (e.fn === 'ffa_notify_request') {
      this.#requests++;
      if (e.rc === -95 && task.bindsInRequest === 0) this.#requestsWithoutBind++;
    }
  }

  /** A function begins. */
  #begin(e: EnterEvent | StepEvent, task: Task): void {
    const { id, per_vcpu: perVcpu, cmd } = e.args;
    const isDriver = task.inside.has('optee_ffa_probe') || task.inside.has('optee_ffa_remove');
    if (e.fn === 'ffa_notify_request') task.bindsInRequest = 0;
    if (e.fn === 'optee_ffa_remove') this.#remove(task);
    else if (typeof id === 'number' && !isDriver && e.fn === 'ffa_notify_request') this.#request(id, perVcpu === 1);
    else if (typeof id === 'number' && !isDriver && e.fn === 'ffa_notify_relinquish') this.#relinquish(id);
    else if (e.fn === 'optee_ffa_do_call_with_arg' && cmd === 0 && !isDriver) this.#session(task);
  }

  #request(id: number, perVcpu: boolean): void {
    this.#asked.add(id);
    this.#push({ do: 'request', id, perVcpu });
  }

  #relinquish(id: number): void {
    if (id < 64 && !this.#known.has(id) && !this.#asked.has(id)) {
      this.#asked.add(id);
      this.#known.add(id);
      this.held.push(id);
    }
    this.#push({ do: 'relinquish', id });
  }

  #neverHeld({ args: { id }, enter }: StepEvent): void {
    const begun = enter === null ? undefined : this.#trace.row(enter);
    const asked = typeof id === 'number' ? id : begun?.kind === 'enter' ? begun.args.id : undefined;
    const at = this.held.findIndex((h) => h === asked);
    if (at >= 0) this.held.splice(at, 1);
  }

  /** In the middle of an unload it is the core that takes the device from its driver. */
  #remove(task: Task): void {
    if (task.inside.has('removing')) return;
    if (task.unload !== null) {
      task.unload.unbind = false;
      return;
    }
    task.inside.add('removing');
    this.#push({ do: 'remove' });
  }

  /** The core destroys the bitmap when it goes, and also when it finds no interrupt while it starts. */
  #destroy(e: CallEvent): void {
    if (e.ctx === this.#bootTask) this.#requests = this.#requestsWithoutBind = 1;
    else {
      const task = this.#task(e);
      task.unload = { do: 'unload' };
      this.#push(task.unload);
    }
  }

  #session(task: Task): void {
    task.session = { do: 'session' };
    this.#push(task.session);
  }

  #push(action: Action): void {
    this.count++;
    // Of a million rows nobody keeps more actions than a scenario holds; the last one may still be told more of.
    if (this.actions.length <= LIMITS.actions) this.actions.push(action);
  }

  #task(e: TraceEvent): Task {
    let task = this.#tasks.get(e.ctx);
    if (task === undefined) {
      task = { inside: new Set(), session: null, bindsInRequest: 0, unload: null };
      this.#tasks.set(e.ctx, task);
    }
    return task;
  }
}
