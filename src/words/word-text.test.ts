import { describe, expect, it } from 'vitest';
import { digits, fieldDigits, widthOf, wordText } from './word-text.ts';

describe('digits', () => {
  it('dims the prefix and leading zeros of a hexadecimal word', () => {
    expect(digits(0x8n, 32, 'hex')).toEqual({ quiet: '0x0000000', loud: '8' });
    expect(digits(0x8400007fn, 32, 'hex')).toEqual({ quiet: '0x', loud: '8400007f' });
    expect(digits(0n, 32, 'hex')).toEqual({ quiet: '0x0000000', loud: '0' });
    expect(digits(0n, 64, 'hex')).toEqual({ quiet: '0x000000000000000', loud: '0' });
  });

  it('writes decimals without padding', () => {
    expect(wordText(0xffff_fffan, 32, 'decimal')).toBe('4294967290');
  });

  it('parts binary digits into bytes', () => {
    expect(wordText(0x8001_0000n, 32, 'binary')).toBe('10000000_00000001_00000000_00000000');
    expect(digits(0n, 32, 'binary').loud).toBe('0');
    expect(digits(0x100n, 32, 'binary')).toEqual({ quiet: '00000000_00000000_0000000', loud: '1_00000000' });
  });
});

describe('widthOf', () => {
  it('shows the upper half of a 32-bit call only where something is in it', () => {
    expect(widthOf(0xffff_ffffn, 32)).toBe(32);
    expect(widthOf(0x1_0000_0000n, 32)).toBe(64);
    expect(widthOf(1n, 64)).toBe(64);
  });
});

it('the value of a field has as many digits as its bits take', () => {
  const field = { hi: 31, lo: 16, value: 0x8001n };
  expect(fieldDigits(field, 'hex')).toBe('0x8001');
  expect(fieldDigits(field, 'decimal')).toBe('32769');
  expect(fieldDigits(field, 'binary')).toBe('10000000_00000001');
  expect(fieldDigits({ hi: 0, lo: 0, value: 1n }, 'binary')).toBe('1');
  expect(fieldDigits({ hi: 30, lo: 26, value: 0n }, 'hex')).toBe('0x00');
});
