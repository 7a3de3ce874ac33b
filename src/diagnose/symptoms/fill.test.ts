import { describe, expect, test } from 'vitest';
import { fill, holds, numberOf } from './fill.ts';

// How the numbers of a message are told. Errnos: Linux; statuses: FF-A 1.1, table 13.2; results: TEE Internal Core API.
describe('a number in a sentence', () => {
  test.each([
    ['{rc}', '-13', '−13'],
    ['{rc}', '0x8001', '0x8001'],
    ['{rc}', '-x', '-x'],
    ['{rc:errno}', '-13', '−EACCES (−13), which Linux makes of the FF-A status DENIED'],
    ['{rc:errno}', '-11', '−EAGAIN (−11), which Linux makes of the FF-A status RETRY or NOT_READY'],
    ['{rc:errno}', '-2', '−ENOENT (−2)'],
    ['{rc:errno}', '0', '0, which is success'],
    ['{rc:errno}', '1', '1, which is no errno'],
    ['{rc:errno}', '-65530', '−65530, the TEE result 0xffff0006 (TEE_ERROR_BAD_PARAMETERS) read as a C int'],
    ['{rc:errno}', 'x', '?'],
    ['{rc:linux}', '-22', '−EINVAL (−22)'],
    ['{rc:result}', '-65528', '0xffff0008 (TEE_ERROR_ITEM_NOT_FOUND)'],
    ['{w2:status}', '-6', 'DENIED −6'],
    ['{w2:status}', 'fffffffa', 'DENIED −6'],
    ['{w2:status}', '0xfffffffa', 'DENIED −6'],
    ['{w2:status}', '4294967290', 'DENIED −6'],
    ['{w2:status}', '0xffffffff', 'NOT_SUPPORTED −1'],
    ['{w2:status}', '-1', 'NOT_SUPPORTED −1'],
    ['{w2:status}', '0', 'SUCCESS 0'],
    ['{w2:status}', '12', 'status 12'],
    ['{w2:status}', '-77', 'status −77'],
    ['{w2:status}', 'NAME', 'NAME'],
    ['{res:tee}', 'ffff0006', '0xffff0006 (TEE_ERROR_BAD_PARAMETERS)'],
    ['{res:tee}', '0xffff0006', '0xffff0006 (TEE_ERROR_BAD_PARAMETERS)'],
    ['{res:tee}', '0xffff7abc', '0xffff7abc'],
    ['{res:tee}', 'NAME', 'NAME'],
    ['{fid:call}', '0x8400007f', 'FFA_NOTIFICATION_BIND'],
    ['{fid:call}', '8400007f', 'FFA_NOTIFICATION_BIND'],
    ['{fid:call}', 'NAME', 'NAME'],
    ['{id:endpoint}', '0', 'Linux (0x0)'],
    ['{id:endpoint}', '0x0', 'Linux (0x0)'],
    ['{id:endpoint}', '0x8000', 'the SPMC (0x8000)'],
    ['{id:endpoint}', '32769', 'OP-TEE, as it usually is (0x8001)'],
    ['{id:endpoint}', '0x8001', 'OP-TEE, as it usually is (0x8001)'],
    ['{id:endpoint}', '0xffff', 'the SPMD (0xffff)'],
    ['{id:endpoint}', '0x8002', '0x8002'],
    ['{id:none of these}', '3', '{id:none of these}'],
    ['{id:nothing}', '3', '3'],
  ])('%s of %s', (text, value, told) => {
    const group = /\w+/.exec(text)?.[0] ?? '';
    expect(fill(`a ${text} b`, { [group]: value })).toBe(`a ${told} b`);
  });

  test('one that the message does not have', () => {
    expect(fill('{rc} and {rc:errno}', {})).toBe('{rc} and ?');
  });
});

test.each([
  ['0', 0],
  ['-13', -13],
  ['0x8001', 0x8001],
  ['0X1f', 0x1f],
  ['8001', 8001],
  ['999999999999999', 999_999_999_999_999],
  ['1000000000000000', null],
  ['0x', null],
  ['ff', null],
  ['', null],
  ['--1', null],
  [undefined, null],
])('%s is the number %s', (text, number) => {
  expect(numberOf(text)).toBe(number);
});

describe('a condition', () => {
  const cases = [-14, -13, -12, 0, 1, 64, 65];
  const those = (when: Parameters<typeof holds>[0]) => cases.filter((n) => holds(when, { rc: String(n) }));
  test('a list, what is not, and limits that are not taken themselves', () => {
    expect(those(undefined)).toEqual(cases);
    expect(those({ rc: [-13, 64] })).toEqual([-13, 64]);
    expect(those({ rc: { not: [-13, 64] } })).toEqual([-14, -12, 0, 1, 65]);
    expect(those({ rc: { below: 0 } })).toEqual([-14, -13, -12]);
    expect(those({ rc: { above: 1 } })).toEqual([64, 65]);
    expect(those({ rc: { above: -14, below: 64, not: [0] } })).toEqual([-13, -12, 1]);
  });

  test('of several numbers each must hold, and one that is missing holds nothing', () => {
    expect(holds({ rc: [1], id: [2] }, { rc: '1', id: '2' })).toBe(true);
    expect(holds({ rc: [1], id: [2] }, { rc: '1', id: '3' })).toBe(false);
    expect(holds({ rc: [1], id: [2] }, { rc: '1' })).toBe(false);
    expect(holds({ rc: { not: [1] } }, {})).toBe(false);
  });
});
