import { hashData, hashPair, hashText } from '../base/hash-data.ts';
import type { Value } from '../trace/event.ts';
import type { Context } from './context.ts';
import type { Control } from './control.ts';
import type { Begun, Effect, Look } from './effect.ts';
import type { FaultPlan } from './fault.ts';
import type { Fibers } from './fibers.ts';
import type { Watch } from './footprint.ts';
import type { Interpreter } from './interpreter.ts';
import { beginStep, endStep, enterOpenSteps } from './open-steps.ts';
import type { Recorder } from './recorder.ts';
import type { Scheduler } from './scheduler.ts';
import type { Memory } from './store.ts';
import { strike } from './strike.ts';

/** What effects work on. */
export interface ExecutorParts {
  readonly recorder: Recorder;
  readonly scheduler: Scheduler;
  readonly memory: Memory;
  readonly fibers: Fibers;
  readonly faults: FaultPlan;
  readonly machine: unknown;
  /** The footprint of the step that runs; null in a run that is not watched. */
  readonly watch: Watch | null;
  /** What conditions look at, so that it is seen where the run is watched. */
  readonly look: Look;
}

/** Carries out the effects of contexts: one case for each. */
export class Executor implements Interpreter {
  /** The context whose generator is being resumed. */
  runs: Context | null = null;
  readonly #parts: ExecutorParts;

  constructor(parts: ExecutorParts) {
    this.#parts = parts;
  }

  /** An effect that does not suspend, of the context that runs. */
  carryOut(e: Effect): unknown {
    const c = this.runs as Context;
    const { control } = c;
    if (this.execute(c, control, e)) throw new Error(`the effect ${e.op} has to be yielded`);
    const { input } = control;
    control.input = undefined;
    return input;
  }

  /** Carries out one effect; true when the context has written a row or stopped, so that another may run. */
  execute(c: Context, control: Control, e: Effect): boolean {
    const { recorder, scheduler, memory, watch } = this.#parts;
    switch (e.op) {
      case 'row':
        enterOpenSteps(recorder, c);
        control.input = recorder.append(e.draft, c);
        control.wroteRow = true;
        return true;
      case 'get':
        control.input = recorder.world.get(e.key);
        if (watch !== null) this.#seen(control, `cell ${e.key}`, control.input);
        return false;
      case 'set':
        watch?.write(`cell ${e.key}`);
        recorder.set(e.key, e.value);
        return false;
      case 'under':
        control.input = Array.from(recorder.world.under(e.prefix), ([key, cell]) => [key, cell.value]);
        if (watch !== null) this.#seenAll(control, control.input as (readonly [string, Value])[]);
        return false;
      case 'read':
        control.input = memory.read(e.ref);
        if (watch !== null) this.#seen(control, `memory ${e.ref.key}`, control.input);
        return false;
      case 'write':
        watch?.write(`memory ${e.ref.key}`);
        memory.write(e.ref, e.value);
        return false;
      case 'forget':
        for (const key of memory.forget(e.prefix)) watch?.write(`memory ${key}`);
        return false;
      case 'fresh':
        control.input = c.nameNext();
        return false;
      case 'wait':
        control.input = true;
        if (e.until(this.#parts.look)) return false;
        c.state = 'blocked';
        c.waiting = e;
        scheduler.leave(c);
        return true;
      case 'spawn': {
        const cause = e.spec.cause ?? c.causeNow;
        const id = c.nameNext();
        const hash = hashPair(control.hash, hashText(id));
        scheduler.spawn(e.spec, { id, action: c.action, cause, hash });
        return false;
      }
      case 'self':
        control.input = c.describe();
        return false;
      case 'stack':
        control.input = c.stackNow();
        return false;
      case 'become':
        c.kind = e.kind === 'home' ? c.home : e.kind;
        return false;
      case 'atomic':
        c.atomic += e.by;
        return false;
      case 'mask':
        c.masked += e.by;
        return false;
      case 'push':
        c.enterFunction(e.fn);
        return false;
      case 'pop':
        c.leaveFunction();
        return false;
      case 'begin':
        control.input = this.#begin(c, control, e);
        return false;
      case 'end':
        endStep(recorder, c, control, e.draft);
        return true;
      case 'open':
        control.open.push(e.row);
        return false;
      case 'close':
        control.open.pop();
        return false;
      case 'call-fault':
        control.input = strike(this.#parts, control, 'call', e.call);
        return false;
      case 'service-fault':
        control.input = strike(this.#parts, control, 'service', e.service);
        return false;
      case 'raise':
        scheduler.raise(e.irq, e.cpu, recorder.trace.length - 1, null);
        return false;
      case 'sleep':
        recorder.pass(e.ns);
        return false;
      case 'fiber':
        this.#parts.fibers.enter(c, e.id, e.body);
        return false;
      case 'leave':
        if (c.fiber === null) throw new Error(`${c.name} leaves a fiber, and runs none`);
        enterOpenSteps(recorder, c);
        this.#parts.fibers.leave(c, { how: 'left' });
        return false;
      case 'machine':
        control.input = this.#parts.machine;
        return false;
    }
  }

  #seen(control: Control, name: string, value: unknown): void {
    this.#parts.watch?.read(name);
    control.told(hashData(value));
  }

  #seenAll(control: Control, cells: readonly (readonly [string, Value])[]): void {
    for (const [key, value] of cells) this.#seen(control, `cell ${key}`, value);
  }

  #begin(c: Context, control: Control, e: Effect & { op: 'begin' }): Begun {
    const struck = e.faultName === null ? null : strike(this.#parts, control, 'fn', e.faultName);
    const fault = struck?.index ?? e.carried;
    return { struck, fault, depth: beginStep(this.#parts.recorder, c, control, e.step, fault) };
  }
}
