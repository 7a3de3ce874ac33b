import { expect, test } from 'vitest';
import { ensure } from '../../base/assert.ts';
import { encodeLink } from '../../scenario/link.ts';
import { run } from '../../scenario/run.ts';
import { DEFAULTS } from '../../scenario/schema.ts';
import type { Scenario } from '../../scenario/types.ts';
import { CHUNK_ROWS } from '../../trace/row-chunk.ts';
import { type Begun, RunAhead } from './run-ahead.ts';
import { scenarioKey } from './scenario-key.ts';

const PROBE: Scenario = { ...DEFAULTS, actions: [{ do: 'probe' }] };
const LONG: Scenario = {
  ...DEFAULTS,
  actions: Array(10)
    .fill([{ do: 'probe' }, { do: 'remove' }])
    .flat(),
};
const NO_VIEW = { row: null, panels: [] };

/** Goes on with what was begun: how many rows were there at each step, and all of them at the end. */
function goneOn({ first, pieces }: Begun) {
  const seen: number[] = [];
  for (let piece = first; ; piece = pieces.next()) {
    seen.push(piece.value.trace.length);
    if (piece.done === true) return { seen, rows: [...piece.value.trace.rows()] };
  }
}

test('a page without a link begins with the first lesson, which is there when it is asked for, once', async () => {
  const ahead = new RunAhead(CHUNK_ROWS);
  await ahead.begin('#lesson=two-ways', PROBE);
  const key = scenarioKey(PROBE);
  const begun = ensure(ahead.take(key), 'what was begun');
  expect(begun.first.done).toBe(true);
  expect(goneOn(begun).rows).toEqual([...run(PROBE).trace.rows()]);
  expect(ahead.take(key)).toBeNull();
});

test('of a long run that a link carries the first rows are there, and the others follow as if nothing had been', async () => {
  const ahead = new RunAhead(CHUNK_ROWS);
  const link = await encodeLink(LONG, NO_VIEW);
  await ahead.begin(link, PROBE);
  expect(await ahead.link(link)).toMatchObject({ ok: true, value: { scenario: LONG } });
  const { first, pieces } = ensure(ahead.take(scenarioKey(LONG)), 'what was begun');
  expect([first.done, first.value.trace.length < 2 * CHUNK_ROWS]).toEqual([false, true]);
  expect(goneOn({ first, pieces }).rows).toEqual([...run(LONG).trace.rows()]);
});

test('of a link of two it is the one that is opened first', async () => {
  const ahead = new RunAhead(CHUNK_ROWS);
  await ahead.begin(await encodeLink(LONG, NO_VIEW, PROBE), LONG);
  expect(ahead.take(scenarioKey(LONG))).toBeNull();
  await ahead.begin(await encodeLink(LONG, NO_VIEW, PROBE), LONG);
  expect(ahead.take(scenarioKey(PROBE))?.first.done).toBe(true);
});

test('another link is read when it comes, and a damaged one begins nothing and is an answer', async () => {
  const ahead = new RunAhead(CHUNK_ROWS);
  const damaged = `${await encodeLink(LONG, NO_VIEW)}x`;
  await ahead.begin(damaged, PROBE);
  expect(ahead.take(scenarioKey(PROBE))).toBeNull();
  expect(await ahead.link(damaged)).toMatchObject({ ok: false });
  expect(await ahead.link(await encodeLink(PROBE, NO_VIEW))).toMatchObject({ ok: true, value: { scenario: PROBE } });
});
