import { fail, ok, type Result } from '../base/result.ts';
import type { GoldenCase } from './golden.ts';
import type { RawCall } from './raw-calls.ts';
import type { RecordedCase } from './recorded.ts';

/** What a file of truth holds, told by its content. */
export type Truth =
  /** What the real driver did under faults, with or without the registers. */
  | { readonly kind: 'golden'; readonly cases: readonly GoldenCase[] }
  /** Scenarios with the frames that a machine showed. */
  | { readonly kind: 'frames'; readonly cases: readonly RecordedCase[] }
  /** Register calls of a program of its own, in order. */
  | { readonly kind: 'raw'; readonly calls: readonly RawCall[] }
  /** A recording of a machine: JSON, ftrace text and what else can be opened. */
  | { readonly kind: 'recording'; readonly text: string };

type Line = Partial<GoldenCase & RawCall>;

const REMEDY = 'A line has a scenario with "expect", or a "call" with its "ret".';

/** The truth in a text, or what is wrong with the first line that is none of the kinds. */
export function truthOf(text: string): Result<Truth> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (!lines[0]?.trimStart().startsWith('{')) return ok({ kind: 'recording', text });
  const parsed: Line[] = [];
  for (const [i, line] of lines.entries()) {
    const value = jsonObject(line);
    if (value === null) return fail('the line is not JSON of an object.', `line ${i + 1}`, REMEDY);
    parsed.push(value);
  }
  const kinds = parsed.map(kindOf);
  const stranger = kinds.findIndex((kind) => kind === null || kind !== kinds[0]);
  if (kinds[0] === 'json lines') return ok({ kind: 'recording', text });
  if (stranger >= 0) {
    const what = kinds[stranger] === null ? 'it is no case and no call.' : `it is of another kind than line 1.`;
    return fail(what, `line ${stranger + 1}`, REMEDY);
  }
  if (kinds[0] === 'raw') return ok({ kind: 'raw', calls: parsed as RawCall[] });
  if (kinds[0] === 'frames') return ok({ kind: 'frames', cases: parsed as RecordedCase[] });
  return ok({ kind: 'golden', cases: parsed as GoldenCase[] });
}

function jsonObject(line: string): Line | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function kindOf(line: Line): 'golden' | 'frames' | 'raw' | 'json lines' | null {
  if (Array.isArray(line.call) && Array.isArray(line.ret)) return 'raw';
  if (typeof line.expect === 'object' && line.expect !== null && line.scenario !== undefined)
    return 'ops' in line.expect ? 'golden' : 'frames' in line.expect ? 'frames' : null;
  // This program's own JSON lines are a recording, too.
  return 'kind' in line && 'row' in line ? 'json lines' : null;
}
