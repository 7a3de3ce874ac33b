import { describe, expect, test } from 'vitest';
import {
  get,
  irqMask,
  irqUnmask,
  leaveFiber,
  type Op,
  raise,
  resumeFiber,
  self,
  set,
  startFiber,
  update,
  wait,
  waitFor,
  write,
} from './effects.ts';
import { type Fault, FaultPlan } from './fault.ts';
import { Kernel, type KernelOptions } from './kernel.ts';
import { ref } from './memory.ts';
import { narrate } from './narrate.ts';
import { listed, type Policy } from './policy.ts';

const { step, pointer, allocate, act, change, log } = narrate('test', 'optee-driver');

/** A kernel with two CPUs; `irq` is what CPU 0 and 1 run when IRQ is raised. */
function kernelOf(options: Partial<KernelOptions> & { faultList?: Fault[]; irq?: () => Op<void> } = {}): Kernel {
  const kernel: Kernel = new Kernel({
    cpus: 2,
    seed: 1,
    faults: new FaultPlan(options.faultList ?? []),
    maxRows: 1000,
    machine: null,
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
    const k = kernelOf({ policy: listed([0, 1]) });
    start(k, say('a1', 'a2'), 0, 'a');
    start(k, say('b1'), 1, 'b');
    k.settle();
    expect(said(k)).toEqual(['a1', 'b1', 'a2']);
    const choice = [...k.trace.rows()].find((e) => e.kind === 'choice');
    expect(choice).toMatchObject({ chosen: 1, options: ['a on CPU 0', 'b on CPU 1'] });
  });

  test('a choice of somebody who could not run is a problem that the run states and ends with', () => {
    const k = kernelOf({ policy: listed([0, 2]) });
    start(k, say('a1', 'a2'), 0, 'a');
    start(k, say('b1'), 1, 'b');
    expect(k.settle()).toBe('stopped');
    expect(said(k)).toEqual(['a1']);
    expect(k.problem).toBe(
      'choices[1] is 2, but only 2 could run there (0: a on CPU 0, 1: b on CPU 1); take 0 to 1, or leave out the choices from there on',
    );
    expect([...k.trace.rows()].at(-1)).toMatchObject({ kind: 'violation', rule: 'CHOICE', text: k.problem });
    expect(k.settle()).toBe('stopped');
  });

  test('a policy can pause the run before a choice, as often as it likes, and go on', () => {
    const asked: number[] = [];
    let open = false;
    const policy: Policy = {
      next(candidates, { choice, rows }) {
        asked.push(choice, rows);
        return open ? candidates.length - 1 : 'pause';
      },
    };
    const k = kernelOf({ policy });
    start(k, say('a1', 'a2'), 0, 'a');
    start(k, say('b1'), 1, 'b');
    expect([k.settle(), k.settle(), said(k)]).toEqual(['paused', 'paused', []]);
    open = true;
    expect(k.settle()).toBe('settled');
    expect(said(k)).toEqual(['b1', 'a1', 'a2']);
    expect(asked.slice(0, 6)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('a run goes on step by step, a row at a time', () => {
    const k = kernelOf();
    start(k, say('a1', 'a2'));
    const lengths: number[] = [];
    while (k.advance() === null) lengths.push(k.trace.length);
    expect(lengths).toEqual([1, 2, 2]);
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
  test('who waits for what never comes is unfinished, and what it waits for is known', () => {
    const k = kernelOf();
    start(
      k,
      (function* (): Op<void> {
        yield* wait('something', () => false);
      })(),
    );
    k.settle();
    expect(k.unfinished.map((c) => c.waiting?.what)).toEqual(['something']);
  });

  test('a limited wait ends when nothing else can run, and says that its time is up', () => {
    const k = kernelOf();
    start(
      k,
      (function* (): Op<void> {
        const came = yield* waitFor('a while', () => false);
        yield* say(came ? 'it came' : 'time is up');
      })(),
    );
    start(k, say('first'), 1);
    k.settle();
    expect(said(k)).toEqual(['first', 'time is up']);
  });
});

describe('interrupts', () => {
  test('an interrupt breaks in between two rows, and not where interrupts are masked', () => {
    const body = function* (): Op<void> {
      yield* irqMask();
      yield* raise('IRQ', 0);
      yield* say('masked');
      yield* irqUnmask();
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

  test('one that is taken again on its CPU is another context, and each CPU counts its own', () => {
    const body = function* (): Op<void> {
      for (const cpu of [0, 0, 1, 0]) {
        yield* raise('IRQ', cpu);
        yield* say('raised');
      }
    };
    const k = kernelOf({ irq: () => say('irq') });
    start(k, body());
    const ran: string[] = [];
    while (k.advance() === null) if (k.ran !== ran.at(-1)) ran.push(k.ran);
    expect(ran.filter((id) => id.startsWith('IRQ'))).toEqual(['IRQ.0#1', 'IRQ.0#2', 'IRQ.1#1', 'IRQ.0#3']);
  });

  test('one of the secure world breaks into what masks those of the normal world, and not into its own atomic part', () => {
    const secure = function* (): Op<void> {
      yield* say('secure');
      yield* raise('IRQ', 0);
      yield* say('atomic');
    };
    let taken = 0;
    const k = kernelOf({
      isSecure: () => true,
      interrupt: () => ({ name: 'IRQ', kind: 'secure-atomic', body: taken++ === 0 ? secure() : say('again') }),
    });
    const body = function* (): Op<void> {
      yield* irqMask();
      yield* raise('IRQ', 0);
      yield* say('masked', 'after');
    };
    start(k, body());
    k.settle();
    expect(said(k)).toEqual(['masked', 'secure', 'atomic', 'again', 'after']);
  });
});

describe('fibers', () => {
  function* inside(): Op<string> {
    yield* act('In the fiber', 'inner', {}, function* () {
      yield* say('before');
      yield* leaveFiber();
      yield* say('after');
    });
    return 'its result';
  }

  test('one has a stack of its own, which it takes along to whoever resumes it', () => {
    const k = kernelOf();
    const ends: unknown[] = [];
    const first = function* (): Op<void> {
      yield* act('Around the first', 'one', {}, function* () {
        ends.push(yield* startFiber('f', inside()));
      });
      yield* say('meanwhile');
      yield* act('Around the second', 'two', {}, function* () {
        ends.push(yield* resumeFiber('f'));
      });
    };
    start(k, first());
    k.settle();
    expect(ends).toEqual([{ how: 'left' }, { how: 'done', value: 'its result' }]);
    const rows = [...k.trace.rows()];
    const at = (text: string) => rows.find((e) => e.kind === 'log' && e.text === text);
    expect([at('before')?.stack, at('meanwhile')?.stack, at('after')?.stack]).toEqual([
      ['one', 'inner'],
      [],
      ['two', 'inner'],
    ]);
    const ended = rows.flatMap((e) => (e.kind === 'step' && e.enter !== null ? [[e.fn, e.enter]] : []));
    expect(ended.map(([fn, enter]) => [fn, (rows[enter as number] as { fn?: string }).fn])).toEqual([
      ['one', 'one'],
      ['inner', 'inner'],
      ['two', 'two'],
    ]);
  });

  test('an interrupt that waits for the CPU takes it out of the fiber, between two of its rows', () => {
    const k = kernelOf({ irq: () => say('irq') });
    const ends: unknown[] = [];
    const body = function* (): Op<void> {
      yield* irqMask();
      ends.push(
        yield* startFiber(
          'f',
          (function* (): Op<void> {
            yield* raise('IRQ', 0);
            yield* say('one', 'two');
          })(),
        ),
      );
      yield* irqUnmask();
      yield* say('out');
      ends.push(yield* resumeFiber('f'));
    };
    start(k, body());
    k.settle();
    expect(said(k)).toEqual(['one', 'out', 'irq', 'two']);
    expect(ends).toEqual([{ how: 'interrupted' }, { how: 'done', value: undefined }]);
  });
});

describe('an effect', () => {
  test('that does not suspend is carried out where it stands, in the run whose generator asks', () => {
    const inner = kernelOf();
    const seen: unknown[] = [];
    start(
      inner,
      (function* (): Op<void> {
        yield* set('a', 'inner');
        yield* say('inner');
      })(),
    );
    const k = kernelOf();
    start(
      k,
      (function* (): Op<void> {
        yield* set('a', 'outer');
        inner.settle();
        seen.push(yield* get('a'));
      })(),
    );
    k.settle();
    expect([seen, inner.world.get('a'), k.world.get('a')]).toEqual([['outer'], 'inner', 'outer']);
    expect(() => get('a').next()).toThrow('the effect get outside a run');
  });

  test('that is asked for without yield* is found when the next one is', () => {
    const k = kernelOf();
    start(
      k,
      (function* (): Op<void> {
        set('a', 1);
        yield* set('b', 2);
      })(),
    );
    expect(() => k.settle()).toThrow('asked for without yield*');
  });
});

describe('a run that keeps no rows', () => {
  test('counts them, tells what is in them, and leaves the same world', () => {
    const body = function* (): Op<void> {
      yield* act('Around', 'outer', {}, function* () {
        yield* say('deep');
        yield* set('a', 1);
      });
    };
    const kept = kernelOf();
    const heard: string[] = [];
    const listener = {
      row: (row: number, { kind }: { kind: string }) => heard.push(`${row} ${kind}`),
      step: (row: number, { fn, enter }: { fn: string; enter: number | null }) => heard.push(`${row} ${fn} ${enter}`),
    };
    const brief = kernelOf({ listener });
    for (const k of [kept, brief]) {
      start(k, body());
      k.settle();
    }
    expect(heard).toEqual(['1 log', '2 outer 0']);
    expect([kept.rows, brief.rows, brief.trace.length, brief.world.get('a')]).toEqual([3, 3, 0, 1]);
  });
});

describe('the key of a state', () => {
  const LIST = ref<readonly number[]>('list', []);
  const keyAfter = (body: () => Op<void>): string => {
    const k = kernelOf({ watched: true });
    start(k, body());
    k.settle();
    return k.stateKey();
  };

  test('tells values in the world and in memory, and not the way to them', () => {
    const untouched = keyAfter(function* () {
      yield* say('x');
    });
    const there = keyAfter(function* () {
      yield* write(LIST, [1]);
      yield* set('a', 1);
      yield* say('x');
    });
    const backAgain = keyAfter(function* () {
      yield* write(LIST, [1]);
      yield* set('a', 1);
      yield* say('x', 'y');
      yield* set('a', undefined);
      yield* update(LIST, () => []);
    });
    expect([there === untouched, backAgain === untouched]).toEqual([false, true]);
    expect(() => kernelOf().stateKey()).toThrow('not watched');
  });

  test('tells how often a fault has still to be missed', () => {
    const key = (nth: number, times: number): string => {
      const k = kernelOf({ watched: true, faultList: [{ at: { fn: 'f', nth }, do: { rc: -1 } }] });
      start(
        k,
        (function* (): Op<void> {
          for (let i = 0; i < times; i++) yield* step(`Call ${i}`, 'f');
        })(),
      );
      k.settle();
      return k.stateKey();
    };
    expect(key(3, 1)).not.toBe(key(3, 2));
    expect(key(3, 4)).toBe(key(3, 5));
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

  test('what was changed before a function began belongs to the row where it begins', () => {
    const k = kernelOf();
    const body = function* (): Op<void> {
      yield* set('before', 1);
      yield* act('Around', 'outer', {}, function* () {
        yield* set('inside', 2);
        yield* say('deep');
      });
    };
    start(k, body());
    k.settle();
    const keys = [...k.trace.rows()].map((e) => `${e.kind}: ${e.changes.map((c) => c.key).join()}`);
    expect(keys).toEqual(['enter: before,cpu.0', 'log: inside', 'step: ']);
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
