import { describe, expect, test } from 'vitest';
import { clockOfBuffer } from './clock.ts';
import type { Contents } from './contents.ts';

type Given = Pick<Contents, 'ticks' | 'shift'>;
const clock = (name: string, given: Partial<Given> = {}, base = 0n) =>
  clockOfBuffer(name, { ticks: null, shift: null, ...given } as Contents, base);

// Linux kernel/trace/trace.c, trace_clocks: all but `counter` and `x86-tsc` count nanoseconds.
test.each([
  ['', true],
  ['local', true],
  ['global', true],
  ['uptime', true],
  ['perf', true],
  ['mono', true],
  ['mono_raw', true],
  ['boot', true],
  ['tai', true],
  ['tsc2nsec', true],
  ['counter', false],
  ['x86-tsc', false],
  ['ppc-tb', false],
])('%s has a unit of time: %s', (name, timed) => {
  expect(clock(name).timed).toBe(timed);
  expect(clock(name).ns(1000, 0)).toBe(1000);
});

test('ticks with a factor are nanoseconds, whatever the clock is called', () => {
  const c = clock('x86-tsc', { ticks: { mult: 3 << 10, shift: 12 } });
  expect([c.timed, c.ns(1000, 3)]).toEqual([true, 750]);
});

// trace-cmd, lib/trace-cmd/trace-input.c, timestamp_calc: with one sample its offset; between two samples a line from one to
// the other, before the first and behind the last the line that is nearest; a guest's clock may run faster by a factor.
describe('a guest with the time of its host', () => {
  const sample = (time: bigint, offset: bigint, scaling = 1n, fraction = 0n) => ({ time, offset, scaling, fraction });
  const three = [sample(1000n, 100n), sample(2000n, 300n), sample(3000n, 200n)];
  const of = (interpolate: boolean, samples: readonly ReturnType<typeof sample>[], at: number) =>
    clock('local', { shift: { interpolate, cpus: [[...samples], []] } }).ns(at, 0);

  test('one sample, none, and a CPU without any', () => {
    expect(of(true, [sample(1000n, -40n)], 5000)).toBe(4960);
    expect(of(true, [], 5000)).toBe(5000);
    const c = clock('local', { shift: { interpolate: true, cpus: [[sample(1n, 7n)], []] } });
    expect([c.ns(10, 0), c.ns(10, 1), c.ns(10, 2)]).toEqual([17, 10, 10]);
  });

  test.each([
    // Half of the span is added before C divides, towards zero: a falling offset is one more.
    [500, 501, 600],
    [1000, 1100, 1100],
    [1001, 1101, 1101],
    [1500, 1700, 1600],
    [2000, 2300, 2300],
    [2500, 2751, 2800],
    [3000, 3201, 3300],
    [4000, 4101, 4300],
  ])('at %i: %i on the line, %i without one', (at, line, step) => {
    expect(of(true, three, at)).toBe(line);
    expect(of(false, three, at)).toBe(step);
  });

  test('a clock that runs otherwise', () => {
    expect(of(false, [sample(0n, 10n, 3n, 1n), sample(1000n, 10n, 3n, 1n)], 500)).toBe(760);
  });

  test('times count from the base of the file', () => {
    const c = clock('local', { shift: { interpolate: true, cpus: [three] } }, 1000n);
    expect(c.ns(500, 0)).toBe(700);
  });
});
