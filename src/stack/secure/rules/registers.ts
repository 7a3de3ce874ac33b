import type { Frame } from '../../../abi/frame.ts';
import { bits, lo32 } from '../../../base/bits.ts';

/** x0..x7 of a call; zero where it is shorter. */
export const x = (call: Frame, i: number): bigint => call[i] ?? 0n;

/** The low 32 bits of a register. */
export const w = (call: Frame, i: number): bigint => lo32(x(call, i));

/** A 64-bit value from two words, the low one first: bitmaps and memory handles. */
export const wide = (call: Frame, low: number, high: number): bigint => w(call, low) | (w(call, high) << 32n);

/** Is one of these registers not zero, in all 64 bits as C compares an unsigned long? */
export const nonzero =
  (...registers: readonly number[]) =>
  (call: Frame): boolean =>
    registers.some((i) => x(call, i) !== 0n);

/** The endpoint ids of w1: the sender in bits 31:16, the receiver in bits 15:0. */
export const senderOf = (call: Frame): number => Number(bits(x(call, 1), 31, 16));
export const receiverOf = (call: Frame): number => Number(bits(x(call, 1), 15, 0));

/** Bit 30 of w0: the 64-bit calling convention. */
export const is64 = (call: Frame): boolean => (x(call, 0) & SMC64) !== 0n;
const SMC64 = 1n << 30n;

/** Bits 15:0 of w0. */
export const numberOf = (call: Frame): number => Number(bits(x(call, 0), 15, 0));
