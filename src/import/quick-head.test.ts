import { expect, test } from 'vitest';
import { parseEventLine } from './ftrace-line.ts';
import { QuickHead } from './quick-head.ts';

// The quick way reads what the careful one reads: the head of an ftrace line (trace(5) of the kernel), from its bytes.

const read = (line: string, before = '') => {
  const bytes = new TextEncoder().encode(`${before}${line}\n`);
  const head = new QuickHead();
  if (!head.read(bytes, before.length, bytes.length - 1)) return null;
  const { cpu, seconds, nanoseconds, rest, end } = head;
  return { cpu, seconds, nanoseconds, rest: line.slice(rest - before.length), end: line.slice(0, end - before.length) };
};

test.each([0, 1, 9, 10, 63, 100, 255, 987])('CPU %i', (cpu) => {
  const head = `     insmod-68      [${String(cpu).padStart(3, '0')}] d..1.`;
  expect(read(`${head}     3.770854: smc_in: x`)).toEqual({
    ...{ cpu, seconds: 3, nanoseconds: 770_854_000, rest: 'smc_in: x', end: head },
  });
});

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('a fraction of %i digits is what the careful reading makes of it', (digits) => {
  const fraction = '123456789'.slice(0, digits);
  const line = ` insmod-68 [001] d..1. 12345.${fraction}: smc_in: x`;
  const found = read(line, 'the line before\n');
  expect(found).toMatchObject({ cpu: 1, seconds: 12_345, nanoseconds: Number(fraction.padEnd(9, '0')) });
  const careful = parseEventLine(line);
  if (careful !== null) expect(found).toMatchObject({ seconds: careful.seconds, nanoseconds: careful.nanoseconds });
});

test.each(['_raw: x', '<stack trace>', 'a: x', 'z: x', 'A: x', 'Z: x'])('an event that begins with %s', (event) => {
  expect(read(` a-1 [000] ..... 1.000000: ${event}`)).toMatchObject({ rest: event, end: ' a-1 [000] .....' });
});

test('without flags, and with the longest', () => {
  expect(read(' a-1 [000] 1.000001: smc_in: x')).toMatchObject({ end: ' a-1 [000] ', nanoseconds: 1000 });
  expect(read(' a-1 [000] dNL1.21x 1.000001: smc_in: x')).toMatchObject({ end: ' a-1 [000] dNL1.21x' });
  expect(read(' a-1 [000] dNL1.21xy 1.000001: smc_in: x')).toBeNull();
});

test.each([
  ['no CPU', ' a-1 d..1. 1.000001: smc_in: x'],
  ['a CPU of two digits', ' a-1 [00] d..1. 1.000001: smc_in: x'],
  ['a CPU that is none', ' a-1 [0x1] d..1. 1.000001: smc_in: x'],
  ['nothing between name and CPU', ' a-1[000] d..1. 1.000001: smc_in: x'],
  ['nothing behind the CPU', ' a-1 [000]d..1. 1.000001: smc_in: x'],
  ['whole seconds', ' a-1 [000] d..1. 1: smc_in: x'],
  ['no seconds', ' a-1 [000] d..1. .000001: smc_in: x'],
  ['no fraction', ' a-1 [000] d..1. 1.: smc_in: x'],
  ['ten digits', ' a-1 [000] d..1. 1.0000000001: smc_in: x'],
  ['seconds of thirteen digits', ' a-1 [000] d..1. 1234567890123.000001: smc_in: x'],
  ['no colon', ' a-1 [000] d..1. 1.000001 smc_in: x'],
  ['no blank behind it', ' a-1 [000] d..1. 1.000001:smc_in: x'],
  ['nothing behind it', ' a-1 [000] d..1. 1.000001: '],
  ['a digit behind it', ' a-1 [000] d..1. 1.000001: 1smc_in: x'],
  ['a sign behind it', ' a-1 [000] d..1. 1.000001: [smc_in: x'],
  ['a brace behind it', ' a-1 [000] d..1. 1.000001: {smc_in: x'],
  ['a grave accent behind it', ' a-1 [000] d..1. 1.000001: `smc_in: x'],
  ['an at sign behind it', ' a-1 [000] d..1. 1.000001: @smc_in: x'],
])('left to the careful reading: %s', (_, line) => {
  expect(read(line)).toBeNull();
});

test('twelve digits of seconds are exact', () => {
  expect(read(' a-1 [000] d..1. 123456789012.000001: smc_in: x')).toMatchObject({ seconds: 123_456_789_012 });
});
