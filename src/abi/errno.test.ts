import { expect, test } from 'vitest';
import { ERRNO_NAMES, errnoName, errnoNumber } from './errno.ts';

test('the names stand at their numbers, and 41 and 58 have none', () => {
  const known = [1, 11, 12, 13, 16, 22, 35, 38, 40, 42, 57, 59, 95, 110, 133, 512, 517, 524];
  expect(known.map(errnoName).join(' ')).toBe(
    'EPERM EAGAIN ENOMEM EACCES EBUSY EINVAL EDEADLK ENOSYS ELOOP ENOMSG EBADSLT EBFONT EOPNOTSUPP ETIMEDOUT EHWPOISON ERESTARTSYS EPROBE_DEFER ENOTSUPP',
  );
  expect([0, 41, 58, 134, 511].map(errnoName)).toEqual([null, null, null, null, null]);
  for (const name of ERRNO_NAMES) expect(errnoName(errnoNumber(name) ?? 0)).not.toBeNull();
  expect(ERRNO_NAMES.map(errnoNumber).filter((n) => n === null)).toEqual([]);
});
