import { expect, test } from 'vitest';
import { call, enter, reply, step, traceOf } from '../trace/synthetic.fixture.ts';
import { chainOf } from './chain.ts';

test('a chain is what caused a row and what it led to, and nothing else', () => {
  const trace = traceOf(
    enter(0, 'optee-driver', 'arm_ffa'),
    { ...call(1), cause: 0 },
    { ...step(2, 'spmc'), cause: 1 },
    reply(3, 1),
    step(4, 'optee-driver', 0),
    step(5, 'optee-driver'),
  );
  expect([...chainOf(trace, 1)].sort()).toEqual([0, 1, 2, 3]);
  expect([...chainOf(trace, 0)].sort()).toEqual([0, 1, 2, 3, 4]);
  expect([...chainOf(trace, 5)]).toEqual([5]);
});
