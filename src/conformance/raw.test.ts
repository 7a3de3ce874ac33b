import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compareRaw, judgeRaw, type RawCall } from './raw.ts';

const calls = readFileSync(new URL('data/raw-optee.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as RawCall);

test('476 calls of one boot: the model answers with the registers of the machine', () => {
  const { differences, ...counts } = compareRaw(calls, 'optee');
  expect(differences).toEqual([]);
  expect(counts).toEqual({ total: 476, equal: 448, notApplicable: 28 });
});

test('the rules allow every reply of that boot', () => {
  expect(judgeRaw(calls, 'optee')).toMatchObject({ total: 476, equal: 476, differences: [] });
});

test('a register that differs is found, by the model and by the rules', () => {
  const wrong = calls.map((c) => (c.case === 'bind-one-of-them-again' ? { ...c, ret: ['0x84000061'] } : c));
  expect(compareRaw(wrong, 'optee').differences[0]).toMatch(/^bind-one-of-them-again: recorded 0x84000061, the model/);
  expect(judgeRaw(wrong, 'optee').differences[0]).toMatch(/^bind-one-of-them-again: recorded 0x84000061, the rules/);
});
