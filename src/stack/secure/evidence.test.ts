import { describe, expect, test } from 'vitest';
import type { Frame } from '../../abi/frame.ts';
import { mayTell, SecureWorldEvidence } from './evidence.ts';

// What one answer says of who gave it: docs/recordings-hafnium.md, 1, 5, 9, 22, 30, 36, against those of OP-TEE as SPMC.

const ERROR = (status: bigint): Frame => [0x8400_0060n, 0n, 0x1_0000_0000n - status];
const OK = (w2 = 0n, w3 = 0n): Frame => [0x8400_0061n, 0n, w2, w3];
const VERSION: Frame = [0x8400_0063n, 0x1_0001n];
const LEND: Frame = [0x8400_0064n, 0xc400_0072n];
const BIND: Frame = [0x8400_007fn, 0x8001_0000n, 1n, 8n];
const YIELDING: Frame = [0x8400_006fn, 0x8001n, 0n, 0x8000_0000n, 0n, 0n];

/** Who has the larger share after this one answer: 1 for Hafnium, -1 for OP-TEE, 0 where it says nothing. */
function vote(call: Frame, reply: Frame): number {
  const whole = (w: Frame): Frame => Array.from({ length: 8 }, (_, i) => w[i] ?? 0n);
  const of = (before: number): string => {
    const e = new SecureWorldEvidence();
    for (let i = 0; i < Math.abs(before); i++) e.observe(VERSION, [before > 0 ? 0x1_0003n : 0x1_0002n]);
    e.observe(whole(call), whole(reply));
    return e.id;
  };
  if (of(0) === 'hafnium') return 1;
  return of(1) === 'optee' ? -1 : 0;
}

describe('one answer', () => {
  test.each<[string, Frame, Frame, number]>([
    ['the version of Hafnium', VERSION, [0x1_0003n], 1],
    ['the version of OP-TEE', VERSION, [0x1_0002n], -1],
    ['another version', VERSION, [0x1_0001n], 0],
    ['no version', VERSION, [0xffff_ffffn], 0],
    ['FFA_MEM_LEND is there', LEND, OK(6n), 1],
    ['FFA_MEM_LEND is not', LEND, ERROR(1n), -1],
    ['its question is wrong', LEND, ERROR(2n), 0],
    ['another function is there', [0x8400_0064n, 0xc400_0073n], OK(), 0],
    ['another function is not', [0x8400_0064n, 0xc400_0073n], ERROR(1n), 0],
    ['descriptors of 48 bytes', [0x8400_0068n], OK(1n, 0x30n), 1],
    ['descriptors of 24 bytes', [0x8400_0068n], OK(1n, 0x18n), -1],
    ['descriptors of no size', [0x8400_0068n], OK(1n), 0],
    ['no list of partitions', [0x8400_0068n], [0x8400_0060n, 0n, 0n, 0x30n], 0],
    ['a small handle', [0x8400_0073n, 0x60n], OK(0n, 0n), 1],
    ['a handle with bit 44', [0x8400_0073n, 0x60n], OK(0n, 0x1000n), -1],
    ['the same of 64 bits', [0xc400_0073n, 0x60n], OK(0n, 0x1000n), -1],
    ['a handle of another form', [0xc400_0073n, 0x60n], OK(0n, 0x2000n), 0],
    ['no handle', [0xc400_0073n, 0x60n], [0x8400_0060n, 0n, 0xffff_fffen, 0x1000n], 0],
    ['a small handle is given back', [0x8400_0077n, 0n, 0n], OK(), 1],
    ['a handle with bit 44 is given back', [0x8400_0077n, 0n, 0x1000n], OK(), -1],
    ['a handle is not given back', [0x8400_0077n, 0n, 0x1000n], ERROR(2n), 0],
    ['a message in a page of a small handle', YIELDING, [0x8400_0070n, 0x8001_0000n], 1],
    ['a message in a page with bit 44', YIELDING.with(5, 0x1000n), [0x8400_0070n, 0x8001_0000n], -1],
    ['a message that is refused', YIELDING, [0x8400_0070n, 0x8001_0000n, 0n, 0xffff_0006n], 0],
    ['per vCPU is a wrong parameter', BIND, ERROR(2n), 1],
    ['per vCPU is denied', BIND, ERROR(6n), -1],
    ['per vCPU is not supported', BIND, ERROR(1n), 0],
    ['a BIND of no vCPU', BIND.with(2, 0n), ERROR(6n), 0],
    ['a BIND without ids', BIND.with(3, 0n), ERROR(2n), 0],
    ['a BIND of ids in the high word', BIND.with(3, 0n).toSpliced(4, 0, 1n), ERROR(2n), 1],
    ['a BIND of another sender', BIND.with(1, 0x8002_0000n), ERROR(2n), 0],
    ['a BIND with more in it', [...BIND, 0n, 1n], ERROR(2n), 0],
    ['SET is denied', [0x8400_0081n, 0x8001n], ERROR(6n), 1],
    ['SET is not supported', [0x8400_0081n, 0x8001n], ERROR(1n), -1],
    ['SET is a wrong parameter', [0x8400_0081n, 0x8001n], ERROR(2n), 0],
    ['a message that is interrupted', YIELDING, [0x8400_0062n, 0x8001_0000n], 1],
    ['a message that is answered', [0x8400_006fn, 0x8001n], [0x8400_0070n, 0x8001_0000n], 0],
    ['what both answer alike', [0x8400_0069n], OK(), 0],
  ])('%s', (_, call, reply, wanted) => {
    expect(vote(call, reply)).toBe(wanted);
  });
});

test('most answers decide, and sixteen more for one leave no doubt', () => {
  const e = new SecureWorldEvidence();
  expect([e.id, e.isSure]).toEqual(['optee', false]);
  for (let i = 0; i < 15; i++) e.observe(VERSION, [0x1_0003n]);
  expect([e.id, e.isSure]).toEqual(['hafnium', false]);
  e.observe(VERSION, [0x1_0003n]);
  expect([e.id, e.isSure]).toEqual(['hafnium', true]);
  e.observe(VERSION, [0x1_0002n]);
  expect([e.id, e.isSure]).toEqual(['hafnium', false]);
  for (let i = 0; i < 15; i++) e.observe(VERSION, [0x1_0002n]);
  expect([e.id, e.isSure]).toEqual(['optee', false]);
});

test('answers that may tell are those of eight functions, in 32 and in 64 bits', () => {
  const tell = [0x63, 0x64, 0x68, 0x6f, 0x73, 0x77, 0x7f, 0x81];
  for (let number = 0x60; number <= 0x90; number++)
    for (const base of [0x8400_0000, 0xc400_0000]) expect(mayTell(base + number)).toBe(tell.includes(number));
});
