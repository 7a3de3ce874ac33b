import { expect, test } from 'vitest';
import { type Op, raise } from '../../../sim/effects.ts';
import { FaultPlan } from '../../../sim/fault.ts';
import { Kernel } from '../../../sim/kernel.ts';
import { narrate } from '../../../sim/narrate.ts';
import { listed, type Policy } from '../../../sim/policy.ts';
import { mightSleep, mutexLock, mutexUnlock, spinLockIrq, spinUnlockIrq } from './lock.ts';
import { createWorkqueue, destroyWorkqueue, newWork, queueWork } from './workqueue.ts';

const { log } = narrate('test', 'optee-driver');

const kernelOf = (policy: Policy = listed([]), irq: () => Op<void> = () => say()): Kernel =>
  new Kernel({
    cpus: 2,
    seed: 1,
    policy,
    faults: new FaultPlan([]),
    maxRows: 1000,
    machine: null,
    frozen: true,
    enabled: () => true,
    isSecure: () => false,
    interrupt: () => ({ name: 'IRQ', kind: 'hardirq', body: irq() }),
  });

function* say(...words: string[]): Op<void> {
  for (const text of words) yield* log('It says', 'info', text);
}
const said = (k: Kernel): string[] => [...k.trace.rows()].flatMap((e) => (e.kind === 'log' ? [e.text] : []));
const rules = (k: Kernel): string[] => [...k.trace.rows()].flatMap((e) => (e.kind === 'violation' ? [e.rule] : []));
const start = (k: Kernel, body: Op<void>, cpu = 0): void => k.begin({ name: 'task', kind: 'process', cpu, body }, cpu);

test('a lock is passed on, and a mutex under a spinlock is a violation', () => {
  const k = kernelOf(listed([0, 1]));
  const holder = function* (): Op<void> {
    yield* mutexLock('optee-driver', 'm');
    yield* say('holds');
    yield* mutexUnlock('m');
    yield* say('released');
  };
  const second = function* (): Op<void> {
    yield* mutexLock('optee-driver', 'm');
    yield* say('has it');
    yield* mutexUnlock('m');
    yield* spinLockIrq('s');
    yield* mightSleep('optee-driver', 'kmalloc');
    yield* spinUnlockIrq('s');
  };
  start(k, holder());
  start(k, second(), 1);
  k.settle();
  expect(said(k).indexOf('has it')).toBeGreaterThan(said(k).indexOf('holds'));
  expect(rules(k)).toEqual(['I23']);
});

test('an interrupt waits for a lock that masks it', () => {
  const body = function* (): Op<void> {
    yield* spinLockIrq('s');
    yield* raise('IRQ', 0);
    yield* say('masked');
    yield* spinUnlockIrq('s');
    yield* say('open', 'after');
  };
  const k = kernelOf(listed([]), () => say('irq'));
  start(k, body());
  k.settle();
  expect(said(k)).toEqual(['masked', 'open', 'irq', 'after']);
});

test('work that is queued twice before it runs is run once; destroying the queue waits for it', () => {
  const body = function* (): Op<void> {
    const work = yield* newWork('w', () => say('worked'));
    yield* createWorkqueue('q', 'test');
    expect([yield* queueWork('q', work, 0), yield* queueWork('q', work, 0)]).toEqual([true, false]);
    yield* say('queued');
    yield* destroyWorkqueue('q');
    yield* say('destroyed');
  };
  const k = kernelOf();
  start(k, body());
  k.settle();
  expect(said(k)).toEqual(['queued', 'worked', 'destroyed']);
});
