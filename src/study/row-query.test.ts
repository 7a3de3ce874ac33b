import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TraceEvent } from '../trace/event.ts';
import { call, enter, reply, step, traceOf } from '../trace/synthetic.fixture.ts';
import { parseQuery } from './row-query.ts';

const denied: TraceEvent = {
  ...reply(2, 1),
  name: 'FFA_ERROR',
  w: [0x8400_0060n, 0n, 0xffff_fffan, 0n, 0n, 0n, 0n, 0n],
};
const log: TraceEvent = {
  row: 4,
  at: 4000,
  cpu: 1,
  ctx: 'kworker/0:1',
  ctxKind: 'worker',
  stack: [],
  cause: null,
  why: 'The driver says so.',
  src: 'linux/optee-v6.12',
  fault: null,
  action: 0,
  changes: [],
  kind: 'log',
  who: 'optee-driver',
  level: 'error',
  text: 'Failed to initialize async notifications: -22',
};
const trace = traceOf(enter(0, 'optee-driver', 'arm_ffa'), call(1), denied, step(3, 'optee-driver', 0, -13), log);

function found(query: string): readonly number[] {
  const q = parseQuery(query);
  if (!q.ok) throw new Error(q.error.what);
  return [...trace.rows()].filter((e) => q.value(trace, e)).map((e) => e.row);
}
const refused = (query: string): string => {
  const q = parseQuery(query);
  return q.ok ? 'accepted' : `${q.error.where}: ${q.error.what}`;
};

test('registers are compared, under a mask where there is one', () => {
  expect(found('w3=8')).toEqual([1]);
  expect(found('w3=0x8')).toEqual([1]);
  expect(found('w1=0x80010000/0xffff0000')).toEqual([1]);
  expect(found('w2=-6')).toEqual([2]);
  expect(found('w3=9')).toEqual([]);
});

test('errors by the name of the status, of the errno, by number, or any', () => {
  expect(found('err:DENIED')).toEqual([2]);
  expect(found('err:EACCES')).toEqual([3]);
  expect(found('err:13')).toEqual([3]);
  expect(found('err:*')).toEqual([2, 3, 4]);
});

test('lanes, functions, calls, kinds, contexts, places', () => {
  expect(found('lane:spmc')).toEqual([1, 2]);
  expect(found('lane:spmd')).toEqual([1, 2]);
  expect(found('fn:notify_request')).toEqual([0]);
  expect(found('call:bind')).toEqual([1]);
  expect(found('kind:reply')).toEqual([2]);
  expect(found('ctx:worker')).toEqual([4]);
  expect(found('cpu:1')).toEqual([4]);
  expect(found('row:1-2')).toEqual([1, 2]);
  expect(found('src:linux/optee-v6.12 why:"The driver says so."')).toEqual([4]);
});

test('words are looked for in all that a row says; quotes keep them together, ! turns a part round', () => {
  expect(found('async')).toEqual([4]);
  expect(found('"initialize async"')).toEqual([4]);
  expect(found('"async initialize"')).toEqual([]);
  expect(found('err:* !lane:spmc')).toEqual([3, 4]);
  expect(found('')).toEqual([]);
});

test('what is not understood is named, with what can be written', () => {
  expect(refused('w3=five')).toBe('w3=five: "five" is no number.');
  expect(refused('w99=1')).toContain('no register 99');
  expect(refused('lane:moon')).toContain('no lane "moon"');
  expect(refused('kind:thing')).toContain('no kind');
  expect(refused('colour:red')).toBe('colour:red: "colour:" is not known.');
  expect(refused('fn:')).toContain('names nothing');
});

test('any text is a query or a clear problem', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const q = parseQuery(text);
      if (q.ok) for (const e of trace.rows()) q.value(trace, e);
      else expect(q.error.what).toMatch(/\.$/);
    }),
  );
});
