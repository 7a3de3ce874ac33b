import { expect, test } from 'vitest';
import { MemoryTrace } from '../trace/memory-trace.ts';
import { call, enter, reply, step, traceOf } from '../trace/synthetic.fixture.ts';
import { BarIndex } from './bars.ts';

test('a call makes its two lanes active until its reply', () => {
  const bars = new BarIndex(traceOf(call(0), reply(1, 0))).within(0, 2);
  expect(bars).toEqual([
    { actor: 'spmc', start: 0, end: 1, sends: false, kind: 'secure-atomic', beside: 0 },
    { actor: 'arm_ffa', start: 0, end: 1, sends: true, kind: 'process', beside: 0 },
  ]);
});

test('nested activity of a lane is one bar', () => {
  const trace = traceOf(enter(0, 'optee-driver', 'arm_ffa'), call(1), reply(2, 1), step(3, 'optee-driver', 0));
  const core = new BarIndex(trace).within(0, 4).filter((b) => b.actor === 'arm_ffa');
  expect(core).toEqual([{ actor: 'arm_ffa', start: 0, end: 3, sends: false, kind: 'process', beside: 0 }]);
});

test('a bar that straddles the window is in it, one beside it is not', () => {
  const trace = traceOf(
    enter(0, 'user', 'optee-driver'),
    ...[1, 2, 3].map((row) => step(row, 'optee-driver')),
    step(4, 'user', 0),
    ...[5, 6].map((row) => step(row, 'user')),
  );
  const index = new BarIndex(trace);
  expect(index.within(2, 3).map((b) => b.actor)).toEqual(['user', 'optee-driver']);
  expect(index.within(5, 7)).toEqual([]);
});

test('a call without a reply goes on for ever', () => {
  const bars = new BarIndex(traceOf(call(0), step(1, 'optee'))).within(1, 2);
  expect(bars.map((b) => b.end)).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
});

test('a reply without its call, at the beginning of a recording, closes nothing', () => {
  expect(new BarIndex(traceOf(reply(0, -1), call(1))).within(0, 2).map((b) => b.start)).toEqual([1, 1]);
});

test('the answer does not depend on what was asked before', () => {
  const events = Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? call(i) : reply(i, i - 1)));
  const trace = MemoryTrace.of(events);
  const late = new BarIndex(trace);
  late.within(190, 200);
  expect(late.within(10, 20)).toEqual(new BarIndex(trace).within(10, 20));
});

test('many bars that end later than the window are no part of it', () => {
  const events = Array.from({ length: 4000 }, (_, i) => (i % 2 === 0 ? call(i + 1) : reply(i + 1, i)));
  const trace = traceOf(enter(0, 'user', 'optee-driver'), ...events, step(4001, 'user', 0));
  const late = new BarIndex(trace);
  late.within(0, trace.length);
  const order = (bars: readonly { actor: string; start: number }[]) =>
    bars.map((b) => `${b.start} ${b.actor}`).toSorted();
  for (const first of [0, 511, 512, 1500, 3990]) {
    const bars = late.within(first, first + 20);
    const slow = late.within(0, trace.length).filter((b) => b.end >= first && b.start < first + 20);
    expect(order(bars)).toEqual(order(slow));
    expect(bars.some((b) => b.actor === 'user')).toBe(true);
  }
});

test('two contexts of one lane have a bar each, beside each other, and each ends with its own reply', () => {
  const worker = { ctx: 'kworker/1:1', ctxKind: 'worker', cpu: 1 } as const;
  const trace = traceOf(call(0), { ...call(1), ...worker }, reply(2, 0), { ...reply(3, 1), ...worker }, call(4));
  const core = new BarIndex(trace).within(0, 5).filter((b) => b.actor === 'arm_ffa');
  expect(core.map((b) => [b.start, b.end, b.kind, b.beside])).toEqual([
    [0, 2, 'process', 0],
    [1, 3, 'worker', 1],
    [4, Number.POSITIVE_INFINITY, 'process', 0],
  ]);
});

test('a yielding call runs on a thread of OP-TEE, any other message in its handler', () => {
  const kind = (service: string | null): unknown =>
    new BarIndex(traceOf({ ...call(0, 'arm_ffa', 'optee'), service })).within(0, 1).find((b) => b.actor === 'optee')
      ?.kind;
  expect(kind('YIELDING_CALL_WITH_ARG')).toBe('secure-thread');
  expect(kind('GET_API_VERSION')).toBe('secure-atomic');
});
