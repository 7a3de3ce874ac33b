import type { Frame } from '../abi/frame.ts';
import { FRAME_HALVES } from './read-word.ts';

/** Eight registers as halves (read-word.ts) as a frame. */
export function frameOfHalves(halves: Uint32Array): Frame {
  const w: bigint[] = [];
  for (let i = 0; i < FRAME_HALVES; i += 2) {
    const high = halves[i + 1] as number;
    const low = BigInt(halves[i] as number);
    w.push(high === 0 ? low : (BigInt(high) << 32n) | low);
  }
  return w;
}

/** Register number `register` of these halves in hexadecimal. */
export function hexOfHalves(halves: Uint32Array, register: number): string {
  const high = halves[2 * register + 1] as number;
  const low = halves[2 * register] as number;
  return `0x${high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0')}`;
}
