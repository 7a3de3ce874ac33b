import { expect, test } from 'vitest';
import { linuxResult } from './result-word.ts';

// Linux include/linux/err.h: the last 4095 values of a pointer are errors. A C int that is negative stands in a register of
// 64 bits with its sign, or in one of 32 without it.
test.each([
  [null, null],
  ['', null],
  ['abc', null],
  ['0x', null],
  ['0', 0],
  ['-13', -13],
  ['-4095', -4095],
  ['0xfffffffffffffff3', -13],
  ['0xfffffffffffff001', -4095],
  ['0xfffffff3', -13],
  ['0xffffffff', -1],
  ['0xffffffffffffffff', -1],
  ['0x80000000', -0x8000_0000],
  ['0x7fffffff', 0x7fff_ffff],
  ['2147483648', -0x8000_0000],
  ['0xffffffff80000000', -0x8000_0000],
  ['0xffffffff7fffffff', 'ok'],
  ['0x100000000', 'ok'],
  ['0xffff000080001234', 'ok'],
  ['0xffffffc008012340', 'ok'],
])('%s is %s', (text, result) => {
  expect(linuxResult(text)).toBe(result);
});
