import { hex, s32 } from '../base/bits.ts';
import { opteeWorld } from '../stack/secure/optee-spmc/world.ts';
import type { CallEvent, EnterEvent, ReturnEvent, StepEvent, TraceEvent } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';
import { checkTrace } from './check.ts';
import { derivedFaults } from './derive-faults.ts';
import { Profile } from './profile.ts';
import type { ScenarioJson } from './symptoms/symptom.ts';
import type { Verdict } from './verdict.ts';

/** A scenario that explains a recording. */
export interface Derived {
  readonly scenario: ScenarioJson;
  /** How many actions at the beginning are not in the recording: what must have happened before it. */
  readonly before: number;
  /** What could not be told from the recording, as sentences. */
  readonly notes: readonly string[];
}

/** The format takes no more (scenario/schema.ts). */
const MAX_ACTIONS = 200;

/**
 * The scenario whose run should look like this recording: the actions that its calls and functions show, what OP-TEE
 * said of itself, the ids that were taken, and a fault for each departure. It knows OP-TEE as SPMC and the 6.12 driver.
 * `departures`: those of checkTrace with the profile `optee`, where they are known already.
 */
export function deriveScenario(
  trace: Trace,
  title: string,
  departures: readonly Verdict[] = checkTrace(trace, new Profile(opteeWorld)).departures,
): Derived {
  const d = new Derivation(trace);
  for (const e of trace.rows()) d.row(e);
  const before = d.missingBefore();
  const actions = [...before, ...d.actions];
  const faults = before.length === 0 ? derivedFaults(trace, departures) : [];
  const notes: string[] = [];
  if (before.length > 0) notes.push('The recording begins after a probe that it does not show.');
  if (before.length > 0 && departures.length > 0)
    notes.push('Departures are not put in: their count of calls is not known.');
  if (actions.length > MAX_ACTIONS) notes.push(`Only the first ${MAX_ACTIONS} of ${actions.length} actions are taken.`);
  if (actions.length === 0) notes.push('The recording shows no action that the model knows.');
  const scenario: ScenarioJson = {
    v: 1,
    title: title.slice(0, 200),
    driver: 'v6.12',
    secure: 'optee',
    cpus: Math.min(8, Math.max(1, d.cpus)),
    gic: d.isGicMissing() ? 2 : 3,
    ...(d.optee.size === 0 ? {} : { optee: Object.fromEntries(d.optee) }),
    bound: d.bound,
    actions: actions.slice(0, MAX_ACTIONS),
    ...(faults.length === 0 ? {} : { faults }),
  };
  return { scenario, before: before.length, notes };
}

type Action = { do: string } & { [field: string]: unknown };

/** What a context is doing, as far as the rows so far show. */
interface Task {
  inside: Set<string>;
  /** The session action of this task: it becomes load-ta when OP-TEE asks for something. */
  session: Action | null;
  bindsInRequest: number;
}

/** By its stack, where there is no probe on the function that sends the message. */
const opensSession = (e: CallEvent, task: Task): boolean =>
  e.stack.includes('optee_open_session') &&
  !e.stack.includes('optee_enumerate_devices') &&
  !task.inside.has('optee_ffa_do_call_with_arg');

class Derivation {
  readonly actions: Action[] = [];
  readonly optee = new Map<string, unknown>();
  readonly bound: number[] = [];
  cpus = 1;
  readonly #trace: Trace;
  readonly #tasks = new Map<string, Task>();
  readonly #known = new Set<number>();
  #bootTask: string | null = null;
  #requestsWithoutBind = 0;
  #requests = 0;

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  row(e: TraceEvent): void {
    this.cpus = Math.max(this.cpus, e.cpu + 1);
    if (e.kind === 'call') this.#call(e);
    else if (e.kind === 'return') this.#return(e, this.#trace.row(e.of) as CallEvent);
    else if (e.kind === 'enter') this.#enter(e);
    else if (e.kind === 'step') this.#step(e);
    else if (e.kind === 'irq' && e.irq === 'SRI') this.#push({ do: 'notify', cpu: e.cpu });
  }

  /** A machine that was probed before the recording began. */
  missingBefore(): readonly Action[] {
    const first = this.actions[0]?.do;
    const needsProbe = first === 'remove' || first === 'notify' || first === 'session' || first === 'load-ta';
    return needsProbe ? [{ do: 'probe' }] : [];
  }

  /** OP-TEE announces notifications, and Linux refuses every request without asking it. */
  isGicMissing(): boolean {
    return this.#requests > 0 && this.#requests === this.#requestsWithoutBind;
  }

  #call(e: CallEvent): void {
    const task = this.#task(e);
    const chain = [...e.stack, ...task.inside];
    if (e.from === 'other') this.#push({ do: 'smc', w: e.w.map(hex) });
    else if (e.name === 'FFA_VERSION') {
      this.#bootTask = e.ctx;
      this.#push({ do: 'boot' });
    } else if (e.service === 'GET_API_VERSION') this.#push({ do: 'probe' });
    else if (chain.includes('optee_ffa_remove')) this.#remove(task);
    else if (e.name === 'FFA_NOTIFICATION_BITMAP_DESTROY') this.#destroy(e);
    else if (e.service === 'YIELDING_CALL_WITH_ARG' && opensSession(e, task)) this.#session(task);
    else if (e.service !== null && e.stack.length > 0 && !chain.some((f) => f.includes('optee')))
      this.#push({ do: 'smc', w: e.w.map(hex) });
    if (e.name === 'FFA_NOTIFICATION_BIND') task.bindsInRequest++;
    if (e.name === 'FFA_NOTIFICATION_BITMAP_CREATE') this.cpus = Math.max(this.cpus, Number(e.w[2] ?? 1n));
  }

  #return(e: ReturnEvent, call: CallEvent): void {
    const word = (i: number): number => Number(BigInt.asUintN(32, e.w[i] ?? 0n));
    if (call.service === 'GET_API_VERSION' && word(0) === 0x8400_0070)
      this.#describe([
        ['apiMajor', word(3)],
        ['apiMinor', word(4)],
      ]);
    if (call.service === 'GET_OS_VERSION')
      this.#describe([
        ['osMajor', word(3)],
        ['osMinor', word(4)],
        ['osBuild', hex(BigInt(word(5)))],
      ]);
    if (call.service === 'EXCHANGE_CAPABILITIES' && word(3) === 0)
      this.#describe([
        ['rpcParams', word(4)],
        ['caps', hex(BigInt(word(5)))],
        ['maxNotif', word(6)],
      ]);
    if (call.name === 'FFA_FEATURES' && call.w[1] === 2n) this.#describe([['notifReady', e.w[0] === 0x8400_0061n]]);
    if (call.name === 'FFA_NOTIFICATION_BIND') this.#binds(call, e);
    if (call.service?.startsWith('YIELDING') === true && word(4) === 1) {
      const { session } = this.#task(e);
      if (session !== null) session.do = 'load-ta';
    }
  }

  /** An id that is refused before anybody in the recording has bound it was taken before. */
  #binds(call: CallEvent, e: ReturnEvent): void {
    const bits = BigInt.asUintN(32, call.w[3] ?? 0n) | (BigInt.asUintN(32, call.w[4] ?? 0n) << 32n);
    const denied = e.w[0] === 0x8400_0060n && s32(e.w[2] ?? 0n) === -6 && call.w[2] === 0n;
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
    else if (typeof id === 'number' && !isDriver && e.fn === 'ffa_notify_request')
      this.#push({ do: 'request', id, perVcpu: perVcpu === 1 });
    else if (typeof id === 'number' && !isDriver && e.fn === 'ffa_notify_relinquish')
      this.#push({ do: 'relinquish', id });
    else if (e.fn === 'optee_ffa_do_call_with_arg' && cmd === 0 && !isDriver) this.#session(task);
  }

  #remove(task: Task): void {
    if (task.inside.has('removing')) return;
    task.inside.add('removing');
    this.#push({ do: 'remove' });
  }

  /** The core destroys the bitmap when it goes, and also when it finds no interrupt while it starts. */
  #destroy(e: CallEvent): void {
    if (e.ctx === this.#bootTask) this.#requests = this.#requestsWithoutBind = 1;
    else this.#push({ do: 'unload' });
  }

  #session(task: Task): void {
    task.session = { do: 'session' };
    this.#push(task.session);
  }

  #describe(fields: readonly (readonly [string, unknown])[]): void {
    for (const [name, value] of fields) if (!this.optee.has(name)) this.optee.set(name, value);
  }

  #push(action: Action): void {
    this.actions.push(action);
  }

  #task(e: TraceEvent): Task {
    let task = this.#tasks.get(e.ctx);
    if (task === undefined) {
      task = { inside: new Set(), session: null, bindsInRequest: 0 };
      this.#tasks.set(e.ctx, task);
    }
    return task;
  }
}
