import { describe, expect, it } from 'vitest';
import { decodeCall } from './decode.ts';
import {
  FFA_FEATURES,
  FFA_MEM_SHARE,
  FFA_MSG_SEND_DIRECT_REQ,
  FFA_NOTIFICATION_GET,
  FFA_PARTITION_INFO_GET,
} from './ffa-call.ts';
import { alignedText } from './format.ts';
import { frame } from './frame.ts';
import { callName, serviceOf } from './identify.ts';
import { error, okReply, readOk, SMCCC_NOT_SUPPORTED, success, versionReply } from './reply.ts';

describe('replies', () => {
  it('carry a status as a C int, zero-extended', () => {
    expect(error(-6)).toEqual(frame(0x84000060n, 0n, 0xfffffffan));
    expect(error(0)).toEqual(frame(0x84000060n));
    expect(() => error(2 ** 31)).toThrow(RangeError);
    expect(() => error(0.5)).toThrow(RangeError);
  });

  it('carry named fields', () => {
    expect(success(8n)).toEqual(frame(0x84000061n, 0n, 8n));
    expect(okReply(FFA_FEATURES, { properties: 8 })).toEqual(success(8n));
    expect(okReply(FFA_PARTITION_INFO_GET, { count: 1, size: 24 })).toEqual(success(1n, 24n));
    expect(okReply(FFA_MEM_SHARE, { handleLow: 1, handleHigh: 0x1000 })).toEqual(success(1n, 0x1000n));
    expect(readOk(FFA_NOTIFICATION_GET, success(1n, 2n))).toMatchObject({ spLow: 1n, spHigh: 2n, vmLow: 0n });
    expect(() => okReply(FFA_MSG_SEND_DIRECT_REQ)).toThrow('never answered with FFA_SUCCESS');
    expect(versionReply(1, 2)[0]).toBe(0x10002n);
    expect(SMCCC_NOT_SUPPORTED[0]).toBe(0xffff_ffff_ffff_ffffn);
  });
});

describe('identify', () => {
  it('names calls and services', () => {
    expect(callName(frame(0x8400007fn))).toBe('FFA_NOTIFICATION_BIND');
    expect(callName(frame(0xc400006fn))).toBe('FFA_MSG_SEND_DIRECT_REQ');
    expect(callName(frame(0x840000ffn))).toBe('unknown function 0x840000ff');
    expect(callName([])).toBe('unknown function 0x0');
    expect(serviceOf(frame(0x8400006fn, 0x8001n, 0n, 5n))).toBe('ENABLE_ASYNC_NOTIF');
    expect(serviceOf(frame(0x8400006fn, 0x8001n, 0n, 4n))).toBeNull();
    expect(serviceOf(frame(0x84000070n, 0x80010000n, 0n, 5n))).toBeNull();
  });
});

describe('alignedText', () => {
  it('prints one register a line, and what is wrong', () => {
    expect(alignedText(decodeCall(frame(0x8400007fn, 0x80010000n, 0n, 8n, 0n, 1n)))).toBe(
      `FFA_NOTIFICATION_BIND {3}
OP-TEE (0x8001) may signal id 3 to Linux (VM 0).
  w0  0x8400007f  function: FFA_NOTIFICATION_BIND
  w1  0x80010000  sender [31:16]: 0x8001, OP-TEE; receiver [15:0]: 0x0000, Linux
  w2  0x00000000  flags: global
  w3  0x00000008  idsLow: ids {3}
  w4  0x00000000  idsHigh: ids {}
  w5  0x00000001  MBZ: must be zero, is 0x1
  w6  0x00000000  MBZ
  w7  0x00000000  MBZ
  ! w5 must be zero and is 0x1.`,
    );
  });
});
