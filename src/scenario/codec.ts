import { fail, ok, type Result } from '../base/result.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { packV1, unpackV1 } from './codec-v1.ts';
import { crc32 } from './crc32.ts';
import { deflateRaw, inflateRaw } from './deflate.ts';
import { scenarioToJson } from './json.ts';
import { MODEL_REVISION } from './model-revision.ts';
import { parseScenario } from './schema.ts';
import type { Scenario } from './types.ts';

/** Above this a link is not inflated further: no scenario within the limits is so large. */
export const MAX_INFLATED = 256 * 1024;
/** Above this no link is read. */
const MAX_TEXT = 256 * 1024;

const WHERE = 'the link';
const RECOVER = 'Copy the whole link again from where it was shared.';

/** Bytes before the compressed part: model revision 2, length of the text 3, CRC-32 4. Twelve characters. */
const HEADER_BYTES = 9;
const HEADER = 12;

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

export interface DecodedScenario {
  readonly scenario: Scenario;
  /** The revision of the model that made the link. */
  readonly revision: number;
}

/** Reads what `encodeScenario` wrote, of this or any earlier version. Damage is explained, never guessed around. */
export async function decodeScenario(text: string): Promise<Result<DecodedScenario>> {
  const dot = text.indexOf('.');
  const version = text.slice(0, Math.max(dot, 0));
  if (!/^[1-9][0-9]{0,3}$/.test(version))
    return fail('the link does not begin as a link of FF-A Scope does.', WHERE, RECOVER);
  if (version !== '1')
    return fail(
      `the link is of version ${version}, and this program reads version 1.`,
      WHERE,
      'Open it with a newer FF-A Scope.',
    );
  const data = text.slice(dot + 1);
  if (data.length > MAX_TEXT)
    return fail(`the link has ${data.length} characters.`, WHERE, `At most ${MAX_TEXT} are read.`);
  const stranger = /[^A-Za-z0-9_-]/.exec(data);
  if (stranger !== null)
    return fail(`character ${stranger.index + 1} of the link does not belong there.`, WHERE, RECOVER);
  if (data.length < HEADER)
    return fail(`the link is cut off: only ${data.length} characters of it arrived.`, WHERE, RECOVER);
  const header = fromBase64url(data.slice(0, HEADER)) as Uint8Array;
  const view = new DataView(header.buffer);
  const revision = view.getUint16(0);
  const length = (view.getUint16(2) << 8) | view.getUint8(4);
  const body = data.slice(HEADER);
  if (data.length !== length || view.getUint32(5) !== checksum(revision, length, body))
    return damaged(data.length, length);
  const bytes = fromBase64url(body);
  const inflated = bytes === null ? 'damaged' : await inflateRaw(bytes, MAX_INFLATED);
  if (inflated === 'too large')
    return fail(
      `the link unfolds to more than ${MAX_INFLATED / 1024} kB.`,
      WHERE,
      'No scenario is so large: do not trust it.',
    );
  const json = inflated === 'damaged' ? undefined : asciiValue(inflated);
  if (json === undefined) return fail('the link is damaged inside.', WHERE, RECOVER);
  const scenario = parseScenario(unpackV1(json));
  return scenario.ok ? ok({ scenario: scenario.value, revision }) : scenario;
}

function damaged(arrived: number, length: number): Result<never> {
  if (arrived < length) return fail(`the link is cut off: ${arrived} of ${length} characters arrived.`, WHERE, RECOVER);
  if (arrived > length && length >= HEADER)
    return fail(
      `the link is damaged: ${arrived} characters arrived where it has ${length}.`,
      WHERE,
      'Remove what follows it, or copy it again.',
    );
  return fail('the link is damaged: its checksum does not fit.', WHERE, RECOVER);
}

function checksum(revision: number, length: number, body: string): number {
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

function asciiValue(bytes: Uint8Array): unknown {
  let text = '';
  for (const b of bytes) text += String.fromCharCode(b);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
