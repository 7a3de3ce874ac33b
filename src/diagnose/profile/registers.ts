import type { Frame } from '../../abi/frame.ts';
import type { Rule } from './expectation.ts';

/** x0..x7 of a frame; zero where it is shorter. */
export const x = (f: Frame, i: number): bigint => f[i] ?? 0n;

/** The low 32 bits of a register. */
export const w = (f: Frame, i: number): bigint => x(f, i) & 0xffff_ffffn;

/** Is any register from number `from` to 7 set? */
export const anySet = (f: Frame, from: number): boolean => f.some((value, i) => i >= from && value !== 0n);

/** A 64-bit value from two words, the low one first: bitmaps and memory handles. */
export const wide = (f: Frame, low: number, high: number): bigint => w(f, low) | (w(f, high) << 32n);

/** A rule of OP-TEE's SPMC, named after the function that follows it. */
export const opteeRule = (id: string, text: string, fn: string): Rule => ({
  id,
  text,
  source: `OP-TEE 4.10 (d5001fe0) core/arch/arm/kernel/thread_spmc.c, ${fn}()`,
});
