import { create, fresh, type Op, read, set, spawn, update, wait, write } from '../../../sim/effects.ts';
import { type Ref, refs } from '../../../sim/memory.ts';
import { hold, release } from '../../../sim/resource.ts';
import { queueKey } from '../../../trace/keys.ts';

/** A work item: queued at most once, and run by a worker. */
export interface Work {
  readonly name: string;
  /** Unlike that of any other work item. */
  readonly id: string;
  readonly body: () => Op<void>;
  readonly state: Ref<WorkState>;
}

interface WorkState {
  /** Is it queued and not begun? Queueing it again then does nothing. */
  readonly pending: boolean;
  /** Does a worker run it? It never runs twice at the same time. */
  readonly running: boolean;
}

/** A workqueue with its workers. Which queues exist is in the world too (`held.workqueue:…`). */
interface Queue {
  /** Work that is queued or runs. */
  readonly active: number;
  /** CPUs whose worker is busy: create_workqueue gives one worker a CPU. */
  readonly busy: readonly number[];
}

/** The queues of a kernel by their names; null where there is none. */
export const QUEUES = refs<Ref<Queue> | null>('workqueue', null);

const IDLE: WorkState = { pending: false, running: false };

/** INIT_WORK. `body` is what the work item's function does. */
export function* newWork(name: string, body: () => Op<void>): Op<Work> {
  return workOf(name, yield* fresh(), body);
}

/** A work item that the kernel has once: its name is identity enough. */
export const staticWork = (name: string, body: () => Op<void>): Work => workOf(name, 'static', body);

const workOf = (name: string, id: string, body: () => Op<void>): Work => ({
  name,
  id,
  body,
  state: { key: `work ${name}#${id}`, initial: IDLE },
});

/** create_workqueue: `ok`. */
export function* createWorkqueue(name: string, owner: string): Op<'ok'> {
  yield* write(QUEUES(name), yield* create<Queue>('workqueue', { active: 0, busy: [] }));
  yield* hold(`workqueue:${name}`, owner);
  return 'ok';
}

/** destroy_workqueue: waits until all that is queued has run. */
export function* destroyWorkqueue(name: string): Op<void> {
  yield* flush(name, `${name}, which has work to do`);
  yield* write(QUEUES(name), null);
  yield* release(`workqueue:${name}`);
}

/** flush_workqueue: waits until all that is queued has run; `what` says for whom. */
export function* flush(name: string, what: string): Op<void> {
  const queue = yield* read(QUEUES(name));
  if (queue !== null) yield* wait(what, (now) => now.read(queue).active === 0);
}

/**
 * queue_work: a worker of this CPU will run the item. False when it is queued already: then the two become one. While
 * it runs it can be queued again, once.
 */
export function* queueWork(name: string, work: Work, cpu: number): Op<boolean> {
  if ((yield* read(work.state)).pending) return false;
  const queue = yield* read(QUEUES(name));
  if (queue === null) return false;
  yield* update(work.state, (w) => ({ ...w, pending: true }));
  yield* update(queue, (q) => ({ ...q, active: q.active + 1 }));
  yield* set(queueKey(name), work.name);
  yield* spawn({ name: `kworker/${cpu}:1`, kind: 'worker', cpu, body: run(name, queue, work, cpu) });
  return true;
}

function* run(name: string, queue: Ref<Queue>, work: Work, cpu: number): Op<void> {
  yield* wait(`the worker of ${name}`, (now) => !now.read(queue).busy.includes(cpu) && !now.read(work.state).running);
  yield* update(queue, (q) => ({ ...q, busy: [...q.busy, cpu] }));
  yield* write(work.state, { pending: false, running: true });
  yield* set(queueKey(name), undefined);
  yield* work.body();
  yield* update(work.state, (w) => ({ ...w, running: false }));
  yield* update(queue, (q) => ({ active: q.active - 1, busy: q.busy.filter((other) => other !== cpu) }));
}
