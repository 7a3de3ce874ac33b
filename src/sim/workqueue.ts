import { heldKey, queueKey } from '../trace/keys.ts';
import { machine, type Op, set, spawn, wait } from './effects.ts';

/** A work item: queued at most once, and run by a worker. */
export interface Work {
  readonly name: string;
  readonly body: () => Op<void>;
  /** Is it queued and not begun? Queueing it again then does nothing. */
  pending: boolean;
  /** Does a worker run it? It never runs twice at the same time. */
  running: boolean;
}

/** A workqueue with its workers. Which queues exist is in the world (`held.workqueue:…`); this is the list of work. */
export interface Queue {
  readonly name: string;
  /** Work that is queued or runs. */
  active: number;
  /** CPUs whose worker is busy: create_workqueue gives one worker a CPU. */
  readonly busy: Set<number>;
}

/** What a run keeps of its queues. */
export interface HasQueues {
  readonly queues: Map<string, Queue>;
}

export function newWork(name: string, body: () => Op<void>): Work {
  return { name, body, pending: false, running: false };
}

/** create_workqueue: `ok`. */
export function* createWorkqueue(name: string, owner: string): Op<'ok'> {
  const m = yield* machine<HasQueues>();
  m.queues.set(name, { name, active: 0, busy: new Set() });
  yield* set(heldKey(`workqueue:${name}`), owner);
  return 'ok';
}

/** destroy_workqueue: waits until all that is queued has run. */
export function* destroyWorkqueue(name: string): Op<void> {
  const m = yield* machine<HasQueues>();
  const queue = m.queues.get(name);
  yield* wait(`${name}, which has work to do`, () => (queue?.active ?? 0) === 0);
  m.queues.delete(name);
  yield* set(heldKey(`workqueue:${name}`), undefined);
}

/**
 * queue_work: a worker of this CPU will run the item. False when it is queued already: then the two become one. While
 * it runs it can be queued again, once.
 */
export function* queueWork(name: string, work: Work, cpu: number): Op<boolean> {
  if (work.pending) return false;
  const m = yield* machine<HasQueues>();
  const queue = m.queues.get(name);
  if (queue === undefined) return false;
  work.pending = true;
  queue.active++;
  yield* set(queueKey(name), work.name);
  yield* spawn({ name: `kworker/${cpu}:1`, kind: 'worker', cpu, body: run(queue, work, cpu) });
  return true;
}

function* run(queue: Queue, work: Work, cpu: number): Op<void> {
  yield* wait(`the worker of ${queue.name}`, () => !queue.busy.has(cpu) && !work.running);
  queue.busy.add(cpu);
  work.running = true;
  work.pending = false;
  yield* set(queueKey(queue.name), undefined);
  yield* work.body();
  work.running = false;
  queue.busy.delete(cpu);
  queue.active--;
}
