import { bits } from '../base/bits.ts';

/** The UUID of OP-TEE as an FF-A partition. Linux 6.12 drivers/tee/optee/ffa_abi.c, optee_ffa_device_id. */
export const OPTEE_UUID = '486178e0-e7f8-11e3-bc5e-0002a5d5c51b';

/**
 * A UUID as FF-A puts it into four words: its 16 bytes in the order in which it is written, little endian. OP-TEE's is
 * e0786148 e311f8e7 02005ebc 1bc5d5a5. Throws RangeError for a text that is not a UUID.
 */
export function uuidWords(text: string): readonly [bigint, bigint, bigint, bigint] {
  const digits = text.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/i.test(digits)) throw new RangeError(`"${text}" is not a UUID`);
  const word = (i: number): bigint => {
    const bytes = digits.slice(i * 8, i * 8 + 8).match(/../g) ?? [];
    return BigInt(`0x${bytes.reverse().join('')}`);
  };
  return [word(0), word(1), word(2), word(3)];
}

/** Four words as a UUID in its usual form. Missing words are zero. */
export function uuidText(words: readonly bigint[]): string {
  const hexBytes = [0, 1, 2, 3].map((i) => wordBytes(words[i] ?? 0n, 4)).join('');
  return hexBytes.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The eight bytes of an x register in the order of the UUID's text. */
export const uuidWord = (value: bigint): string => wordBytes(value, 8);

function wordBytes(value: bigint, count: number): string {
  let text = '';
  for (let i = 0; i < count; i++) {
    text += bits(value, i * 8 + 7, i * 8)
      .toString(16)
      .padStart(2, '0');
  }
  return text;
}
