import { describe, expect, it } from 'vitest';
import { errnoName } from '../../abi/errno.ts';
import { errnoInjections, readResult } from './errno-injections.ts';

describe('errnoInjections', () => {
  it('offers what the function can answer, each with a name', () => {
    expect(errnoInjections('kzalloc')).toEqual([-12]);
    expect(errnoInjections('notify_request')[0]).toBe(-13);
    for (const fn of ['sync_send_receive', 'tee_device_register', 'something_else'])
      for (const rc of errnoInjections(fn)) expect(errnoName(rc)).not.toBeNull();
    expect(errnoInjections('something_else').length).toBeGreaterThan(3);
  });
});

describe('readResult', () => {
  it('reads a name or a number', () => {
    expect(['ENOMEM', '-enomem', '−12', '-12', '1', '0', ' EIO '].map(readResult)).toEqual([
      -12, -12, -12, -12, 1, 0, -5,
    ]);
  });
  it('refuses the rest', () => {
    expect(['', 'ENOTHING', '0x10', '1.5', '2147483648', '--1'].map(readResult)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
