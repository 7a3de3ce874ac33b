import { expect, test } from 'vitest';
import { namesIn, numberNames } from './number-names.ts';

test('a number has the names of all three name spaces', () => {
  expect(numberNames(-6)).toBe('−6: FF-A DENIED, of which Linux makes −EACCES (−13); ENXIO as an errno');
  expect(numberNames(-13)).toBe('−13: EACCES as an errno, which Linux makes of FF-A DENIED −6');
  expect(numberNames(-22)).toBe('−22: EINVAL as an errno, which Linux makes of FF-A INVALID_PARAMETERS −2');
  expect(numberNames(-11)).toBe('−11: EAGAIN as an errno, which Linux makes of FF-A RETRY −7 and NOT_READY −10');
  expect(numberNames(-65530)).toBe('−65530: TEE_ERROR_BAD_PARAMETERS (0xffff0006)');
  expect(numberNames(-19)).toBe('−19: ENODEV as an errno');
});

test('what is no error, or has no name, has none', () => {
  for (const n of [0, 1, 13, -41, -200, -65000, 2 ** 31 - 1]) expect(numberNames(n)).toBeNull();
});

test('the numbers of a log line are found as they are printed', () => {
  expect(namesIn('optee: Failed to initialize async notifications: -65530')).toEqual([
    '−65530: TEE_ERROR_BAD_PARAMETERS (0xffff0006)',
  ]);
  expect(namesIn('returned 0xffff000d, again 0xFFFF000D')).toEqual(['−65523: TEE_ERROR_BUSY (0xffff000d)']);
  expect(namesIn('probe of arm-ffa-1 failed with error -22')).toHaveLength(1);
  expect(namesIn('optee: revision 4.10-12 (d5001fe0), rev-6, 2023-11-06, id 63')).toEqual([]);
});
