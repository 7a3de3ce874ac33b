import { describe, expect, it } from 'vitest';
import { errnoName, errnoNumber, errnoText, minus } from './errno.ts';
import { linuxErrno, statusCode, statusName, statusText, statusWithErrno } from './status.ts';
import { serviceResult, teeResultName, teeResultNumber } from './tee-result.ts';

describe('FF-A status', () => {
  it.each([
    [0, 'SUCCESS', 0],
    [-1, 'NOT_SUPPORTED', -95],
    [-2, 'INVALID_PARAMETERS', -22],
    [-3, 'NO_MEMORY', -12],
    [-4, 'BUSY', -16],
    [-5, 'INTERRUPTED', -4],
    [-6, 'DENIED', -13],
    [-7, 'RETRY', -11],
    [-8, 'ABORTED', -125],
    [-9, 'NO_DATA', -61],
    [-10, 'NOT_READY', -11],
  ])('%i is %s and becomes errno %i in Linux', (code, name, errno) => {
    expect(statusName(code)).toBe(name);
    expect(statusCode(name)).toBe(code);
    expect(linuxErrno(code)).toBe(errno);
  });

  it.each([-11, -2147483648, 1, 77, 2147483647])('%i has no name and becomes −EINVAL', (code) => {
    expect(statusName(code)).toBeNull();
    expect(linuxErrno(code)).toBe(-22);
  });

  it('is written with a real minus sign', () => {
    expect(statusText(-6)).toBe('DENIED −6');
    expect(statusWithErrno(-6)).toBe('DENIED −6 (−EACCES −13)');
    expect(statusText(-77)).toBe('status −77');
    expect(statusCode('denied')).toBe(-6);
    expect(statusCode('constructor')).toBeNull();
  });
});

describe('errno', () => {
  it('knows names and numbers', () => {
    expect([errnoName(-13), errnoName(125), errnoName(41), errnoName(517)]).toEqual([
      'EACCES',
      'ECANCELED',
      null,
      'EPROBE_DEFER',
    ]);
    expect([errnoNumber('EOPNOTSUPP'), errnoNumber('EWOULDBLOCK'), errnoNumber('ENOTHING')]).toEqual([95, 11, null]);
    for (const n of Array.from({ length: 133 }, (_, i) => i + 1).filter((n) => n !== 41 && n !== 58)) {
      expect(errnoNumber(errnoName(n) ?? '')).toBe(n);
    }
  });

  it('is written for display', () => {
    expect([-13, -65530, 0, 1].map(errnoText)).toEqual(['−EACCES (−13)', '−65530', '0', '1']);
    expect(minus(-5)).toBe('−5');
  });
});

describe('TEE results', () => {
  it('knows names and numbers', () => {
    expect(teeResultName(0xffff000dn)).toBe('TEE_ERROR_BUSY');
    expect(teeResultName(0xffff3001)).toBe('TEE_ERROR_TIMEOUT');
    expect(teeResultName(1)).toBeNull();
    expect(['TEE_ERROR_BUSY', 'TEEC_ERROR_BUSY', 'busy', 'TEEC_SUCCESS', 'NOTHING'].map(teeResultNumber)).toEqual([
      0xffff000d,
      0xffff000d,
      0xffff000d,
      0,
      null,
    ]);
  });

  it('tells the three name spaces of w3 apart', () => {
    expect(serviceResult(0n)).toEqual({ text: 'TEE_SUCCESS', known: true, failed: false });
    expect(serviceResult(0xffff0006n).text).toBe('TEE_ERROR_BAD_PARAMETERS');
    expect(serviceResult(0xfffffffcn).text).toBe('FF-A BUSY −4');
    expect(serviceResult(1n)).toEqual({ text: '0x1', known: false, failed: true });
    expect(serviceResult(0xffffffefn).known).toBe(false);
  });
});
