import { expect, test } from 'vitest';
import { run } from '../scenario/run.ts';
import { parseScenario } from '../scenario/schema.ts';
import { rowSentence } from './row-sentence.ts';

test('each question of a walk names its id, and all of them come from one source line', () => {
  const parsed = parseScenario({ v: 1, bound: [0, 1, 33], actions: [{ do: 'probe' }] });
  if (!parsed.ok) throw new Error(parsed.error.what);
  const binds = [...run(parsed.value).trace.rows()].filter(
    (e) => e.kind === 'call' && e.name === 'FFA_NOTIFICATION_BIND',
  );
  expect(binds.map(rowSentence)).toEqual([0, 1, 2].map((id) => `May this partition signal id ${id}?`));
  expect(new Set(binds.map((e) => e.why))).toEqual(new Set(['May this partition signal the id?']));
  const [bind] = binds;
  if (bind?.kind !== 'call') throw new Error('no BIND');
  const asked = (w3: bigint, w4: bigint): string => rowSentence({ ...bind, w: [0n, 0n, 0n, w3, w4, 0n, 0n, 0n] });
  expect(asked(0n, 2n)).toBe('May this partition signal id 33?');
  expect(asked(0n, 1n << 31n)).toBe('May this partition signal id 63?');
  // Of several ids none is the one.
  expect(asked(3n, 0n)).toBe('May this partition signal the id?');
  expect(asked(0n, 0n)).toBe('May this partition signal the id?');
});
