import { describe, expect, test } from 'vitest';
import type { ViolationEvent } from '../trace/event.ts';
import { lockKey } from '../trace/keys.ts';
import { type Op, raise, self, set, wait } from './effects.ts';
import { type Fault, FaultPlan } from './fault.ts';
import { Kernel, type KernelOptions } from './kernel.ts';
import { mightSleep, mutexLock, mutexUnlock, spinLockIrq, spinUnlockIrq } from './lock.ts';
import { narrate } from './narrate.ts';
import { createWorkqueue, destroyWorkqueue, newWork, queueWork } from './workqueue.ts';

const { step, pointer, allocate, act, change, log } = narrate('test', 'optee-driver');

/** A kernel with two CPUs; `irq` is what CPU 0 and 1 run when IRQ is raised. */
function kernelOf(options: Partial<KernelOptions> & { faultList?: Fault[]; irq?: () => Op<void> } = {}): Kernel {
  const machine = {
    isFree: (lock: string): boolean => kernel.world.get(lockKey(lock)) === undefined,
    queues: new Map(),
  };
  const kernel: Kernel = new Kernel({
    cpus: 2,
    seed: 1,
    choices: [],
    faults: new FaultPlan(options.faultList ?? []),
    maxRows: 1000,
    machine,
    enabled: () => true,
    isSecure: () => false,
    interrupt: () => ({ name: 'IRQ', kind: 'hardirq', body: (options.irq ?? nothing)() }),
    ...options,
  });
  return kernel;
}

function* nothing(): Op<void> {
  yield* say('nothing');
}
function* say(...words: string[]): Op<void> {
  for (const text of words) yield* log('It says', 'info', text);
}
const said = (k: Kernel): string[] => [...k.trace.rows()].flatMap((e) => (e.kind === 'log' ? [e.text] : []));
const rules = (k: Kernel): string[] =>
  [...k.trace.rows()].filter((e): e is ViolationEvent => e.kind === 'violation').map((e) => e.rule);
const start = (k: Kernel, body: Op<void>, cpu = 0, name = 'task'): void =>
  k.begin({ name, kind: 'process', cpu, body }, 0);

describe('who runs', () => {
  test('what runs goes on; the others come in the order in which they began', () => {
    const k = kernelOf();
    start(k, say('a1', 'a2'));
    start(k, say('b1', 'b2'), 1);
    k.settle();
    expect(said(k)).toEqual(['a1', 'a2', 'b1', 'b2']);
    expect(k.choicePoints.map((p) => p.options.length)).toEqual([2, 2, 2]);
  });

  test('a choice lets another run, and a row says so', () => {
    const k = kernelOf({ choices: [0, 1] });
    start(k, say('a1', 'a2'), 0, 'a');
    start(k, say('b1'), 1, 'b');
    k.settle();
    expect(said(k)).toEqual(['a1', 'b1', 'a2']);
    const choice = [...k.trace.rows()].find((e) => e.kind === 'choice');
    expect(choice).toMatchObject({ chosen: 1, options: ['a on CPU 0', 'b on CPU 1'] });
  });

  test('any number is a choice', () => {
    const k = kernelOf({ choices: [7, 1_000_003] });
    start(k, say('a'));
    start(k, say('b'), 1);
    k.settle();
    expect(said(k).toSorted()).toEqual(['a', 'b']);
  });

  test('a context that is placed at a row begins there', () => {
    const k = kernelOf();
    start(k, say('a0', 'a1', 'a2', 'a3'));
    k.begin({ name: 'late', kind: 'process', cpu: 1, body: say('late'), after: 1 }, 0);
    k.settle();
    expect(said(k)).toEqual(['a0', 'a1', 'late', 'a2', 'a3']);
  });

  test('a row that is never written does not keep anybody for ever', () => {
    const k = kernelOf();
    start(k, say('a'));
    k.begin({ name: 'late', kind: 'process', cpu: 1, body: say('late'), after: 999 }, 0);
    k.settle();
    expect(said(k)).toEqual(['a', 'late']);
  });
});

describe('waiting', () => {
  test('a lock is passed on, and a mutex under a spinlock is a violation', () => {
    const k = kernelOf({ choices: [0, 1] });
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

  test('who waits for what never comes is unfinished, and what it waits for is known', () => {
    const k = kernelOf();
    start(
      k,
      wait('something', () => false),
    );
    k.settle();
    expect(k.unfinished.map((c) => c.waiting?.what)).toEqual(['something']);
  });

  test('a limited wait ends when nothing else can run', () => {
    const k = kernelOf();
    let expired = false;
    start(
      k,
      (function* (): Op<void> {
        yield { op: 'wait', what: 'a while', until: () => false, expire: () => (expired = true) };
        yield* say('went on');
      })(),
    );
    k.settle();
    expect([expired, said(k)]).toEqual([true, ['went on']]);
  });
});

describe('interrupts and workers', () => {
  test('an interrupt breaks in between two rows, and not where interrupts are masked', () => {
    const body = function* (): Op<void> {
      yield* spinLockIrq('s');
      yield* raise('IRQ', 0);
      yield* say('masked');
      yield* spinUnlockIrq('s');
      yield* say('open', 'after');
    };
    const k = kernelOf({ irq: () => say('irq') });
    start(k, body());
    k.settle();
    expect(said(k)).toEqual(['masked', 'open', 'irq', 'after']);
  });

  test('an interrupt that is pending already stays one', () => {
    const body = function* (): Op<void> {
      yield* raise('IRQ', 1);
      yield* raise('IRQ', 1);
      yield* say('raised twice');
    };
    const k = kernelOf({ irq: () => say('irq') });
    start(k, body());
    k.settle();
    expect(said(k)).toEqual(['raised twice', 'irq']);
  });

  test('work that is queued twice before it runs is run once; destroying the queue waits for it', () => {
    const work = newWork('w', () => say('worked'));
    const body = function* (): Op<void> {
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
});

describe('steps', () => {
  test('a step with rows inside has an enter row, one without is a single row', () => {
    const k = kernelOf();
    const body = function* (): Op<void> {
      yield* step('Alone', 'alone');
      yield* act('Around', 'outer', {}, function* () {
        yield* act('Inside', 'inner', {}, () => say('deep'));
      });
    };
    start(k, body());
    k.settle();
    const rows = [...k.trace.rows()].map((e) =>
      `${e.kind} ${'fn' in e ? e.fn : ''} ${'depth' in e ? e.depth : ''}`.trim(),
    );
    expect(rows).toEqual(['step alone 0', 'enter outer 0', 'enter inner 1', 'log', 'step inner 1', 'step outer 0']);
    expect(k.trace.row(3).stack).toEqual(['outer', 'inner']);
    expect(k.trace.row(3).cause).toBe(2);
    expect(k.trace.row(2).stack).toEqual(['outer']);
  });

  test('a fault replaces the function, each kind in its own way', () => {
    const at = (fn: string): Fault => ({ at: { fn, nth: 1 }, do: { rc: -12 } });
    const answers: unknown[] = [];
    const k = kernelOf({ faultList: [at('number'), at('pointer'), at('memory')] });
    const body = function* (): Op<void> {
      answers.push(yield* step('A number', 'number', {}, () => neverRuns()));
      answers.push(yield* pointer('A pointer', 'pointer'));
      answers.push(yield* allocate('Memory', 'memory'));
      answers.push(yield* step('Again', 'number'));
    };
    start(k, body());
    k.settle();
    expect(answers).toEqual([-12, -12, null, 0]);
    expect([...k.trace.rows()].map((e) => e.fault)).toEqual([0, 1, 2, null]);
  });

  test('what is set belongs to the next row', () => {
    const k = kernelOf();
    const body = function* (): Op<void> {
      yield* set('a', 1);
      yield* set('a', 1);
      yield* change('Both', 'b', 2);
      yield* say('nothing new');
      expect((yield* self()).name).toBe('task');
    };
    start(k, body());
    k.settle();
    const mine = k.trace.row(0).changes.filter((c) => !c.key.startsWith('cpu.'));
    expect(mine).toEqual([
      { key: 'a', before: undefined, after: 1 },
      { key: 'b', before: undefined, after: 2 },
    ]);
    expect(k.trace.row(1).changes).toEqual([]);
  });
});

function* neverRuns(): Op<number> {
  yield* say('it ran');
  return 1;
}
