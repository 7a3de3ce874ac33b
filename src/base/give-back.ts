/**
 * Gives the memory of these bytes back now. A collector of garbage lets buffers stand until many are there: whoever reads
 * a file piece by piece would hold most of it a second time. The bytes, and every view of their buffer, are empty then.
 * Does nothing where the engine cannot do it (ArrayBuffer.prototype.transfer, ECMAScript 2024), and with bytes that are
 * a part of a larger buffer or cannot be taken away.
 */
export function giveBack(bytes: ArrayBufferView): void {
  const buffer = bytes.buffer as ArrayBuffer & { transfer?(length: number): ArrayBuffer };
  if (bytes.byteLength !== buffer.byteLength) return;
  buffer.transfer?.(0);
}
