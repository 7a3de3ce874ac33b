import { fromBase64url } from '../base/base64url.ts';
import { inflateRaw } from '../base/deflate.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { unpackV1 } from './codec-v1.ts';
import { checksum, HEADER } from './encode-scenario.ts';
import { parseScenario } from './schema.ts';
import type { Scenario } from './types.ts';

export { encodeScenario } from './encode-scenario.ts';

/** Above this a link is not inflated further: no scenario within the limits is so large. */
export const MAX_INFLATED = 256 * 1024;
/** Above this no link is read. */
const MAX_TEXT = 256 * 1024;

const WHERE = 'the link';
const RECOVER = 'Copy the whole link again from where it was shared.';

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

function asciiValue(bytes: Uint8Array): unknown {
  let text = '';
  for (const b of bytes) text += String.fromCharCode(b);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
