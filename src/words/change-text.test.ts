import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scenarios } from '../scenario/arbitrary.fixture.ts';
import { parseScenario } from '../scenario/schema.ts';
import type { Scenario } from '../scenario/types.ts';
import { changeText } from './change-text.ts';

const of = (fields: object): Scenario => {
  const read = parseScenario({ v: 1, actions: [{ do: 'probe' }], ...fields });
  if (!read.ok) throw new Error(read.error.what);
  return read.value;
};
const BASE = of({});

test.each([
  [
    { faults: [{ at: { call: 'FFA_NOTIFICATION_BIND', nth: 4 }, do: { error: 'DENIED' } }] },
    'The 4th FFA_NOTIFICATION_BIND answers DENIED −6',
  ],
  [{ driver: 'v7.3' }, 'Driver v7.3'],
  [{ secure: 'hafnium', driver: 'v1' }, 'Driver v1; Secure world hafnium'],
  [{ bound: [0, 1] }, 'Bound before the probe: 0, 1'],
  [{ actions: [{ do: 'probe' }, { do: 'remove' }] }, 'Other actions'],
  [{ title: 'Another name' }, 'The same scenario'],
  [{ driver: 'v1', cpus: 3, threads: 1 }, '3 changes'],
])('%j is called %s', (fields, text) => {
  expect(changeText(BASE, of(fields))).toBe(text);
});

test('a fault that is gone is said so', () => {
  const faulty = of({ faults: [{ at: { call: 'FFA_NOTIFICATION_BIND', nth: 1 }, do: { drop: true } }] });
  expect(changeText(faulty, BASE)).toMatch(/^Without: The 1st FFA_NOTIFICATION_BIND/);
});

test('it is never empty, and a scenario beside itself is the same', () => {
  fc.assert(
    fc.property(scenarios, scenarios, (a, b) => {
      expect(changeText(a, b)).not.toBe('');
      expect(changeText(a, a)).toBe('The same scenario');
    }),
  );
});
