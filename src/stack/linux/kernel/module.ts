import { type Op, read, update } from '../../../sim/effects.ts';
import { refs } from '../../../sim/memory.ts';

/** What the kernel knows of a module (kernel/module/main.c; Linux 6.12.117). */
interface Module {
  /** Its init runs, or its exit: until then nobody else may load or remove it. */
  readonly state: 'coming' | 'going' | null;
  /** Whoever has a device of it open, each a reference: one that is in use is not removed. */
  readonly users: number;
}

const MODULES = refs<Module>('module', { state: null, users: 0 });

/** The modules: a new kernel forgets them. */
export const { prefix: MODULE_PREFIX } = MODULES;

export function* moduleOf(name: string): Op<Module> {
  return yield* read(MODULES(name));
}

/** Runs the init or the exit of a module. */
export function* whileModule<T>(name: string, state: 'coming' | 'going', body: Op<T>): Op<T> {
  yield* update(MODULES(name), (m) => ({ ...m, state }));
  const result = yield* body;
  yield* update(MODULES(name), (m) => ({ ...m, state: null }));
  return result;
}

/**
 * Runs what somebody does who has a device of the module open (fs/char_dev.c: cdev_get takes a reference, cdev_put drops it).
 * False: of a module that goes nobody gets a reference, and chrdev_open answers -ENXIO.
 */
export function* whileOpen(name: string, body: () => Op<void>): Op<boolean> {
  if ((yield* read(MODULES(name))).state === 'going') return false;
  yield* update(MODULES(name), (m) => ({ ...m, users: m.users + 1 }));
  yield* body();
  yield* update(MODULES(name), (m) => ({ ...m, users: Math.max(0, m.users - 1) }));
  return true;
}
