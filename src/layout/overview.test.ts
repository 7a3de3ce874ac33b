import { expect, test } from 'vitest';
import type { Actor } from '../trace/event.ts';
import { MemoryTrace } from '../trace/memory-trace.ts';
import { call, reply, step, traceOf } from '../trace/synthetic.fixture.ts';
import { Overview } from './overview.ts';

const LANES: readonly Actor[] = ['user', 'optee-driver', 'arm_ffa', 'spmd', 'spmc', 'optee'];
const laneOf = (a: Actor): number => LANES.indexOf(a);

function read(trace: MemoryTrace, marked: readonly number[] = []): Overview {
  const overview = new Overview(trace, laneOf, (_, row) => (marked.includes(row) ? 4 : 0));
  overview.advance(trace.length);
  return overview;
}

test('with room for every row there is a bin for each, from lane to lane', () => {
  const { rowsPerBin, bins } = read(traceOf(call(0), reply(1, 0), step(2, 'optee'))).bins(100);
  expect(rowsPerBin).toBe(1);
  expect(bins).toEqual([
    { first: 2, last: 4, marks: 0 },
    { first: 2, last: 4, marks: 0 },
    { first: 5, last: 5, marks: 0 },
  ]);
});

test('rows that share a pixel keep their marks', () => {
  const trace = MemoryTrace.of(Array.from({ length: 1000 }, (_, i) => step(i, 'user')));
  const { rowsPerBin, bins } = read(trace, [777]).bins(100);
  expect(rowsPerBin).toBe(16);
  expect(bins.length).toBe(63);
  expect(bins.map((b) => b.marks).filter((m) => m !== 0)).toEqual([4]);
  expect(bins[Math.floor(777 / 16)]?.marks).toBe(4);
});

test('reading in pieces gives the same', () => {
  const trace = MemoryTrace.of(Array.from({ length: 300 }, (_, i) => (i % 2 === 0 ? call(i) : reply(i, i - 1))));
  const pieces = new Overview(trace, laneOf, () => 0);
  expect(pieces.complete).toBe(false);
  while (!pieces.complete) pieces.advance(7);
  for (const height of [10, 50, 400]) expect(pieces.bins(height)).toEqual(read(trace).bins(height));
});

test('an empty trace has no bins', () => {
  expect(read(traceOf()).bins(100).bins).toEqual([]);
});

test('an overview that follows a trace as it grows is that of the whole', () => {
  const some = (n: number) =>
    MemoryTrace.of(
      Array.from({ length: n }, (_, i) => (i % 3 === 0 ? call(i) : step(i, i % 2 === 0 ? 'user' : 'optee'))),
    );
  const whole = some(300);
  const grown = new Overview(whole.upTo(5), laneOf, (_, row) => row % 4);
  for (const length of [5, 6, 40, 41, 299, 300]) {
    expect(grown.follow(whole.upTo(length))).toBe(true);
    while (!grown.complete) grown.advance(9);
    const afresh = new Overview(whole.upTo(length), laneOf, (_, row) => row % 4);
    afresh.advance(length);
    for (const height of [1, 7, 50, 1000]) expect(grown.bins(height)).toEqual(afresh.bins(height));
  }
  expect(grown.follow(whole.upTo(10))).toBe(false);
  expect(grown.follow(some(400))).toBe(false);
});
