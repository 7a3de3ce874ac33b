import { expect, test } from 'vitest';
import { call, enter, reply, step, traceOf } from '../trace/synthetic.fixture.ts';
import { breakOf, breakOfLine } from './break-query.ts';
import { parseQuery } from './row-query.ts';

test('a breakpoint made of a row holds at that row', () => {
  const trace = traceOf(enter(0, 'optee-driver', 'arm_ffa'), call(1), reply(2, 1), step(3, 'optee-driver', 0), {
    ...step(4, 'spmc'),
    src: 'optee/spmc',
  });
  for (const e of trace.rows()) {
    const q = parseQuery(breakOf(e));
    expect(q.ok && q.value(trace, e), breakOf(e)).toBe(true);
  }
  const line = parseQuery(breakOfLine('optee/spmc', 'Sentence 4'));
  expect([...trace.rows()].filter((e) => line.ok && line.value(trace, e)).map((e) => e.row)).toEqual([4]);
});
