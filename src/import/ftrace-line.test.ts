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
