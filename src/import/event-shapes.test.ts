import { expect, test } from 'vitest';
import { fieldsOf, readEvent } from './event-shapes.ts';
import type { EventLine } from './ftrace-line.ts';

const BODY = '(ffffffffc0285014) a0=0x84000063 a1=0x10001 a2=0x0 a3=0x0 a4=0x0 a5=0x0 a6=0x0 a7=0x0';

/** `insmod-68 on CPU 1, process, 3.770854000`. */
const said = (e: Omit<EventLine, 'event' | 'body' | 'padded'>): string =>
  `${e.task} on CPU ${e.cpu}, ${e.kind}, ${e.timed ? `${e.seconds}.${String(e.nanoseconds).padStart(9, '0')}` : 'no time'}`;

// What stands before an event, as the tools print it: trace(5) of the kernel with its options, trace-cmd report, perf script
// with what -F asks for. Times are exact to the last digit that is printed.
test.each([
  ['ftrace', 'insmod-68 [001] d..1. 3.770854:', 'insmod-68 on CPU 1, process, 3.770854000'],
  ['a name with a blank', 'kworker/u4-3 x-12 [000] ..... 0.000001:', 'kworker/u4-3 x-12 on CPU 0, worker, 0.000001000'],
  ['a hard interrupt', 'bash-170 [000] d.h1. 8.648910:', 'bash-170 on CPU 0, hardirq, 8.648910000'],
  ['latency-format', 'insmod-68 0d..1. 3770854us+:', 'insmod-68 on CPU 0, process, 3.770854000'],
  ['its other marks', 'insmod-68 11d.h1. 13770854us!:', 'insmod-68 on CPU 11, hardirq, 13.770854000'],
  ['with seconds', 'insmod-68 0d..1. 3.770854123:', 'insmod-68 on CPU 0, process, 3.770854123'],
  ['with the clock "counter"', 'insmod-68 0d..1. 42:', 'insmod-68 on CPU 0, process, 0.000000042'],
  [
    'verbose',
    'insmod 68 1 0 00000000 00000001 [00000000] 3770.854ms (+0.123ms):',
    'insmod-68 on CPU 1, process, 3.770854000',
  ],
  [
    'verbose with the clock "counter"',
    'insmod 68 1 0 00000000 00000001 [00000000] 3770 (+1):',
    'insmod-68 on CPU 1, process, 0.000003770',
  ],
  ['no brackets', 'insmod-68 003 d.... 3.770854:', 'insmod-68 on CPU 3, process, 3.770854000'],
  ['no CPU', 'insmod-68 3.770854:', 'insmod-68 on CPU 0, process, 3.770854000'],
  ['no flags, and nanoseconds', 'insmod-68 2 3.770854321:', 'insmod-68 on CPU 2, process, 3.770854321'],
])('%s', (_, before, expected) => {
  const e = readEvent(`${before} smc_in: ${BODY}`);
  expect(e).toMatchObject({ event: 'smc_in', body: BODY });
  expect(e === null ? null : said(e)).toBe(expected);
});

test.each([
  ['as it is', 'bash 154 [001] 8.647477:', 'bash-154 on CPU 1, process, 8.647477000'],
  ['period', 'bash 154 [001] 8.647477: 1', 'bash-154 on CPU 1, process, 8.647477000'],
  ['period, as wide as it is', 'bash 154 [001] 8.647477:          1', 'bash-154 on CPU 1, process, 8.647477000'],
  ['pid, tid', 'bash 154/155 [001] 8.647477123:', 'bash-155 on CPU 1, process, 8.647477123'],
  ['no name', '154 [001] 8.647477:', 'task-154 on CPU 1, process, 8.647477000'],
  ['the event alone', '', ' on CPU 0, process, no time'],
  ['cpu', '[003]', ' on CPU 3, process, no time'],
  ['time', '8.647477:', ' on CPU 0, process, 8.647477000'],
  ['flags of ftrace', 'bash 154 [001] d.h1. 8.647477:', 'bash-154 on CPU 1, hardirq, 8.647477000'],
])('perf script -F: %s', (_, before, expected) => {
  const e = readEvent(`${before} ffa:smc_in: ${BODY}`);
  expect(e).toMatchObject({ event: 'smc_in', body: BODY });
  expect(e === null ? null : said(e)).toBe(expected);
  const fields = fieldsOf(before);
  expect(fields === null ? null : said(fields)).toBe(expected);
});

test.each(['x', 'bash 154 nothing', 'a b c d'])('%s is no field of an event', (left) => {
  expect(fieldsOf(left)).toBeNull();
});
