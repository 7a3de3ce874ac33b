import { fail, ok, type Result } from '../../base/result.ts';

/** Notification ids are bits of a 64-bit map: 0..63 (FF-A 1.1, FFA_NOTIFICATION_BIND). */
const MAX_ID = 63;

const REMEDY = 'Write an id from 0 to 63, or a range as 0-5.';

/**
 * Reads `3`, `0-5`, `0..5`, or several of these with commas or blanks between. Answers the ids in ascending order, each once.
 * Errors: something that is no id, an id above 63, a range that runs backwards.
 */
export function parseIds(text: string): Result<readonly number[]> {
  const parts = text
    .trim()
    .replace(/\s*(?:-|–|\.\.)\s*/g, '-')
    .split(/[\s,;]+/)
    .filter((p) => p !== '');
  if (parts.length === 0) return fail('Nothing is written.', '', REMEDY);
  const ids = new Set<number>();
  for (const part of parts) {
    const m = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part);
    if (m === null) return fail(`"${part}" is no id.`, '', REMEDY);
    const from = Number(m[1]);
    const to = m[2] === undefined ? from : Number(m[2]);
    if (from > MAX_ID || to > MAX_ID) return fail(`Id ${Math.max(from, to)} does not exist.`, '', REMEDY);
    if (from > to) return fail(`The range ${part} runs backwards.`, '', `Write ${to}-${from}.`);
    for (let id = from; id <= to; id++) ids.add(id);
  }
  return ok([...ids].sort((a, b) => a - b));
}

/** Runs of ids folded for display: [0, 1, 2, 5] gives [[0, 2], [5, 5]]. Ascending ids in. */
export function runsOf(ids: readonly number[]): (readonly [from: number, to: number])[] {
  const runs: [number, number][] = [];
  for (const id of ids) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === id - 1) last[1] = id;
    else runs.push([id, id]);
  }
  return runs;
}
