import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { firstDifference } from './compare.ts';
import { checkGolden, type GoldenCase } from './golden.ts';
import { checkRecorded, type RecordedCase, withoutForeignInterrupts } from './recorded.ts';

const lines = <T>(name: string): T[] =>
  readFileSync(new URL(`data/${name}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

describe.each([
  ['driver-v1.jsonl', 140],
  ['driver-v6.12.jsonl', 140],
  ['driver-v6.12-frames.jsonl', 155],
  ['driver-v7.3.jsonl', 296],
] as const)('the real driver under faults, %s', (file, n) => {
  const cases = lines<GoldenCase>(file);
  test(`there are ${n} cases`, () => expect(cases).toHaveLength(n));
  test.each(cases.map((c) => [c.id, c] as const))('%s', (_, c) => expect(checkGolden(c)).toBeNull());
});

describe.each([
  ['recordings.jsonl', 10],
  ['recordings-more.jsonl', 3],
  ['recordings-7.3.jsonl', 7],
  ['recordings-hafnium.jsonl', 10],
] as const)('a real machine, %s', (file, n) => {
  const cases = lines<RecordedCase>(file);
  test(`there are ${n} recordings`, () => expect(cases).toHaveLength(n));
  test.each(cases.map((c) => [c.id, c] as const))('%s', (_, c) => expect(checkRecorded(c)).toBeNull());
});

describe('the comparison', () => {
  test('finds a register that differs, and says where', () => {
    const [golden] = lines<GoldenCase>('driver-v6.12.jsonl');
    const wrong = { ...(golden as GoldenCase), expect: { ...(golden as GoldenCase).expect, result: -5 } };
    expect(checkGolden(wrong)).toBe('.result: recorded -5, the model says 0');
    const recorded = lines<RecordedCase>('recordings.jsonl').find((c) => c.id === 'b-probe') as RecordedCase;
    const frames = recorded.expect.frames.map((f, i) => (i === 3 ? [f[0], ['0x84000060']] : f));
    expect(checkRecorded({ ...recorded, expect: { frames } as never })).toMatch(
      /^frames\[3\]\[1\]\[0\]: recorded "0x84000060"/,
    );
  });

  test('takes * for anything, and a missing frame for a difference', () => {
    expect(firstDifference(['*', 1], [7, 1])).toBeNull();
    expect(firstDifference([1, 2], [1])?.path).toBe('[1]');
    expect(firstDifference({ a: 1 }, { a: 1, b: 2 })?.path).toBe('.b');
  });

  test('leaves foreign interrupts out', () => {
    const w = (w3: string, w4: string): string[] => ['0x8400006f', '0x8001', '0x0', w3, w4, '0x0', '0x0', '0x0'];
    const call = w('0x80000000', '0x0');
    const resume = w('0x80000001', '0x0');
    const preempted = w('0x0', '0x2');
    const done = w('0x0', '0x0');
    expect(
      withoutForeignInterrupts([
        [call, preempted],
        [resume, preempted],
        [resume, done],
      ]),
    ).toEqual([[call, done]]);
  });
});
