import { expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { actorsOf, callNamesOf, endsOf, repliesOf, sourcesOf, startsOf, writersOf } from './index.ts';
import { MemoryTrace } from './memory-trace.ts';
import { letGo, perTrace, stayingPerTrace } from './per-trace.ts';
import { replyOf } from './replies.ts';
import { SAMPLE } from './sample.fixture.ts';
import { stepEnding } from './step-ends.ts';

test('a question is asked once for a trace, and anew when the trace has grown', () => {
  let asked = 0;
  const rows = perTrace((trace) => {
    asked++;
    return [...trace.rows()].map((e) => e.row);
  });
  const trace = MemoryTrace.of(SAMPLE.slice(0, 4));
  expect(rows(trace)).toEqual([0, 1, 2, 3]);
  expect(rows(trace)).toBe(rows(trace));
  expect(asked).toBe(1);
  trace.append(ensure(SAMPLE[4], 'row 4'));
  expect(rows(trace)).toHaveLength(5);
  expect(rows(MemoryTrace.of(SAMPLE))).toHaveLength(SAMPLE.length);
  expect(asked).toBe(3);
});

test('questions do not share their answers', () => {
  const trace = MemoryTrace.of(SAMPLE);
  const [first, last] = [perTrace((t) => t.row(0).kind), perTrace((t) => t.row(t.length - 1).kind)];
  expect([first(trace), last(trace), first(trace)]).toEqual([SAMPLE[0]?.kind, SAMPLE.at(-1)?.kind, SAMPLE[0]?.kind]);
});

test('what is let go is found again; what was given stays', () => {
  const trace = MemoryTrace.of(SAMPLE);
  const found = perTrace((t) => [t.length]);
  const given = stayingPerTrace(() => ({ is: '' }));
  const before = found(trace);
  given(trace).is = 'given';
  letGo(trace);
  expect(found(trace)).toEqual(before);
  expect(found(trace)).not.toBe(before);
  expect(given(trace).is).toBe('given');
  // Of a trace that nobody has asked anything there is nothing.
  letGo(MemoryTrace.of(SAMPLE));
});

test('the index says of every row what the row says of itself', () => {
  const trace = MemoryTrace.of(SAMPLE);
  for (const e of SAMPLE) {
    if (e.kind === 'return') {
      expect(repliesOf(trace).get(e.of)).toBe(e.row);
      expect(replyOf(trace, e.of)).toBe(e);
    }
    if (e.kind === 'step' && e.enter !== null) {
      expect(endsOf(trace).get(e.enter)).toBe(e.row);
      expect(stepEnding(trace, e.enter)).toBe(e);
    }
    if (e.kind === 'call') expect(callNamesOf(trace)).toContain(e.service ?? e.name);
    if (e.src !== null) expect(sourcesOf(trace).get(e.src)).toContain(e.row);
    if (e.action >= 0) expect(startsOf(trace).get(e.action)).toBeLessThanOrEqual(e.row);
    for (const c of e.changes) expect(writersOf(trace).get(c.key)).toContain(e.row);
    if ('who' in e) expect(actorsOf(trace)).toContain(e.who);
  }
});
