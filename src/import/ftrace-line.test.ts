import { expect, test } from 'vitest';
import { parseEventLine } from './ftrace-line.ts';

// Linux kernel/trace/trace_output.c, trace_print_context and trace_print_lat_fmt: seconds and microseconds, or a whole number
// where the clock is `counter` or `x86-tsc`. The four flags are irqs off, need resched, hardirq or softirq, depth.
const at = (time: string, flags = '.....'): string =>
  `            bash-170     [001] ${flags}  ${time}: smc_in: (0x0) a0=0x84000063`;

test.each([
  ['8.648910', 8, 648_910_000],
  ['8.6', 8, 600_000_000],
  ['8.000000001', 8, 1],
  ['0.999999', 0, 999_999_000],
  ['1234567', 0, 1_234_567],
  ['86400.5', 86_400, 500_000_000],
])('%s is %d s and %d ns', (time, seconds, nanoseconds) => {
  expect(parseEventLine(at(time))).toMatchObject({
    task: 'bash-170',
    cpu: 1,
    seconds,
    nanoseconds,
    event: 'smc_in',
    timed: true,
  });
});

test.each([
  ['.....', 'process'],
  ['d....', 'process'],
  ['d.h1.', 'hardirq'],
  ['d.H1.', 'hardirq'],
  ['d.Z1.', 'hardirq'],
  ['d.z1.', 'hardirq'],
  ['..s1.', 'process'],
])('%s is the flags of a context: %s', (flags, kind) => {
  expect(parseEventLine(at('8.1', flags))?.kind).toBe(kind);
});

// trace-cmd report -R prints the flags as the bits of include/linux/trace_events.h: 8 a hard interrupt, 0x40 a non-maskable one;
// the others say nothing of the context.
test.each(Array.from({ length: 256 }, (_, bits) => bits))('raw flags 0x%x', (bits) => {
  const of = (task: string) =>
    parseEventLine(`${task}     [001]-0x${bits.toString(16)}  8.100000: smc_in: (0x0) a0=0x84000063`)?.kind;
  const isHard = (bits & 8) !== 0 || (bits & 0x40) !== 0;
  expect([of('bash-170'), of('kworker/0:1-31')]).toEqual(isHard ? ['hardirq', 'hardirq'] : ['process', 'worker']);
});

test('a task may have brackets in its name, and a line may begin with its CPU', () => {
  const name = (line: string) => parseEventLine(line)?.task ?? null;
  expect(name('  my [0] task-68 [001] .....  8.100000: smc_in: x')).toBe('my [0] task-68');
  expect(name('  my [1] [2]-68 [001] .....  8.100000: smc_in: x')).toBe('my [1] [2]-68');
  expect(name(' [001] .....  8.100000: smc_in: x')).toBeNull();
  expect(name(`${'x'.repeat(500)}-1 [001] .....  8.100000: smc_in: x`)).toBeNull();
});
