/** The 64-bit bitmap of a low and a high word. */
export const idBitmap = (low: bigint, high: bigint): bigint => low | (high << 32n);

/** The id of a bitmap that names one alone; null for none and for several. */
export const singleId = (bitmap: bigint): number | null =>
  bitmap !== 0n && (bitmap & (bitmap - 1n)) === 0n ? bitmap.toString(2).length - 1 : null;
