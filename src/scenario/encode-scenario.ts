import { toBase64url } from '../base/base64url.ts';
import { crc32 } from '../base/crc32.ts';
import { deflateRaw } from '../base/deflate.ts';
import { packV1 } from './codec-v1.ts';
import { scenarioToJson } from './json.ts';
import { MODEL_REVISION } from './model-revision.ts';
import type { Scenario } from './types.ts';

/** Bytes before the compressed part: model revision 2, length of the text 3, CRC-32 4. Twelve characters. */
const HEADER_BYTES = 9;
export const HEADER = 12;

/**
 * `1.` and base64url: a header (model revision, number of characters after the dot, CRC-32 of these two and of the
 * characters after the header) and the deflated tuple of codec-v1. The length stands first, so that what is left of a
 * truncated link can say how much is missing.
 */
export async function encodeScenario(scenario: Scenario, revision: number = MODEL_REVISION): Promise<string> {
  const tuple = asciiJson(packV1(scenarioToJson(scenario, { full: true })));
  const body = toBase64url(await deflateRaw(asciiBytes(tuple)));
  const length = HEADER + body.length;
  return `1.${toBase64url(headerBytes(revision, length, checksum(revision, length, body)))}${body}`;
}

/** The checksum of a link, over everything in it. */
export function checksum(revision: number, length: number, body: string): number {
  return crc32(`${revision}.${length}.${body}`);
}

function headerBytes(revision: number, length: number, crc: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(HEADER_BYTES));
  view.setUint16(0, revision);
  view.setUint16(2, length >> 8);
  view.setUint8(4, length & 0xff);
  view.setUint32(5, crc);
  return new Uint8Array(view.buffer);
}

/** JSON in which every character above 0x7e is escaped: bytes and characters are the same, with no need of UTF-8. */
const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

const asciiBytes = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
