import { expect, test } from 'vitest';
import type { Fault } from '../sim/fault.ts';
import { MemoryTrace } from '../trace/memory-trace.ts';
import { SAMPLE } from '../trace/sample.fixture.ts';
import { addFault, removeFault, siteOfRow } from './fork.ts';
import { DEFAULTS, LIMITS } from './schema.ts';

const bind = (nth: number | 'all', error: number): Fault => ({
  at: { call: 'FFA_NOTIFICATION_BIND', nth },
  do: { error },
});
const ENABLE: Fault = { at: { service: 'ENABLE_ASYNC_NOTIF', nth: 1 }, do: { drop: true } };
const kzalloc: Fault = { at: { fn: 'kzalloc', nth: 2 }, do: { rc: -12 } };

test('a fault is added last, and one at the same place is replaced where it stands', () => {
  const one = addFault(addFault(DEFAULTS, bind(4, -2)), kzalloc);
  expect(one.faults).toEqual([bind(4, -2), kzalloc]);
  expect(addFault(one, bind(4, -6)).faults).toEqual([bind(4, -6), kzalloc]);
  expect(addFault(one, bind(5, -6)).faults).toEqual([bind(4, -2), kzalloc, bind(5, -6)]);
  expect(removeFault(one, 0).faults).toEqual([kzalloc]);
});

test('the new one wins where an earlier one could strike first', () => {
  const all = addFault(DEFAULTS, bind('all', -6));
  expect(addFault(all, bind(4, -2)).faults).toEqual([bind(4, -2), bind('all', -6)]);
  expect(addFault(addFault(DEFAULTS, bind(1, -6)), ENABLE).faults).toEqual([bind(1, -6), ENABLE]);
});

test('more than the limit is refused', () => {
  const faults = Array.from({ length: LIMITS.faults }, (_, i) => bind(i + 1, -6));
  expect(() => addFault({ ...DEFAULTS, faults }, kzalloc)).toThrow(RangeError);
  expect(addFault({ ...DEFAULTS, faults }, bind(1, -2)).faults).toHaveLength(LIMITS.faults);
});

test('a row knows where a fault has to strike', () => {
  const twice = MemoryTrace.of(
    [...SAMPLE, ...SAMPLE].map((e, row) => {
      const shift = row - e.row;
      if (e.kind === 'return') return { ...e, row, of: e.of + shift };
      return e.kind === 'step' && e.enter !== null ? { ...e, row, enter: e.enter + shift } : { ...e, row };
    }),
  );
  const second = SAMPLE.length;
  expect(siteOfRow(twice, 1)).toEqual({ call: 'FFA_NOTIFICATION_BIND', nth: 1 });
  expect(siteOfRow(twice, second + 3)).toEqual({ call: 'FFA_NOTIFICATION_BIND', nth: 2 });
  expect(siteOfRow(twice, second + 4)).toEqual({ fn: 'notify_request', nth: 2 });
  expect(siteOfRow(twice, 5)).toEqual({ call: 'SRI', nth: 1 });
  expect(siteOfRow(twice, 6)).toBeNull();
});
