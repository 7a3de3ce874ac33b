export class Bytes {
  constructor(littleEndian: boolean);
  readonly length: number;
  int(value: number | bigint, size: number): this;
  bytes(list: ArrayLike<number>): this;
  text(text: string): this;
  align(size: number): this;
  done(): Uint8Array;
}
