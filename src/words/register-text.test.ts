import { expect, test } from 'vitest';
import { CALL, LOG, REPLY } from './refused.fixture.ts';
import { registerText } from './register-text.ts';

test('the registers that are not zero stand in one line, w0 always', () => {
  expect(registerText(CALL)).toBe('w0 0x8400007f  w1 0x80010000  w3 0x8');
  expect(registerText(REPLY)).toBe('w0 0x84000060  w2 0xfffffffa');
  expect(registerText({ ...REPLY, w: [0n, 0n, 0x1_0000_0000n] })).toBe('w0 0x0  x2 0x100000000');
});

test('a row without registers has none', () => {
  expect(registerText(LOG)).toBe('');
});
