import { expect, test } from 'vitest';
import type { TraceEvent } from './event.ts';
import { isFaultRow } from './fault-row.ts';
import { call, enter, reply, step, traceOf } from './synthetic.fixture.ts';

const faulted = <E extends TraceEvent>(e: E): E => ({ ...e, fault: 0 });

const flagged = (...events: TraceEvent[]): number[] => {
  const trace = traceOf(...events);
  return events.filter((e) => isFaultRow(trace, e)).map((e) => e.row);
};

test('of a function, its call and its reply the reply is the row', () => {
  expect(
    flagged(
      faulted(enter(0, 'optee-driver', 'arm_ffa')),
      faulted(call(1)),
      faulted(reply(2, 1)),
      faulted(step(3, 'arm_ffa', 0)),
    ),
  ).toEqual([2]);
});

test('a call that nobody answers is the row itself', () => {
  expect(flagged(faulted(enter(0, 'optee-driver', 'arm_ffa')), faulted(call(1)), step(2, 'optee-driver'))).toEqual([1]);
});

test('a function whose body did not run is the row, with a beginning and without one', () => {
  expect(flagged(step(0, 'optee-driver'), faulted(step(1, 'optee-driver', null, -12)))).toEqual([1]);
  expect(flagged(faulted(enter(0, 'optee-driver', 'arm_ffa')), faulted(step(1, 'arm_ffa', 0, -12)))).toEqual([1]);
});

test('rows without a fault are none', () => {
  expect(flagged(enter(0, 'optee-driver', 'arm_ffa'), call(1), reply(2, 1), step(3, 'arm_ffa', 0))).toEqual([]);
});
