import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openRecording } from '../import/open.ts';
import type { SecureWorldId } from '../stack/secure/facts.ts';
import { checkProfile } from './profile.ts';
import { checkRawCalls, type RawCall } from './raw-calls.ts';

const callsIn = (file: string): RawCall[] =>
  readFileSync(new URL(`data/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RawCall);
const calls = callsIn('raw-optee.jsonl');
const hafnium = callsIn('raw-hafnium.jsonl');
const open = async (text: string) => {
  const opened = await openRecording(text);
  return opened.ok ? { ok: true as const, value: opened.value.trace } : opened;
};
const named = (list: readonly RawCall[], secure: SecureWorldId = 'optee'): string[] =>
  checkRawCalls(list, secure).differences.flatMap((d, i) => (d === null ? [] : [`${list[i]?.case}: ${d}`]));

test('476 calls of one boot: the model answers with the registers of the machine', () => {
  expect(calls).toHaveLength(476);
  expect(checkRawCalls(calls, 'optee').notApplicable.size).toBe(0);
  expect(named(calls)).toEqual([]);
});

test('the rules allow every reply of that boot', async () => {
  expect(await checkProfile(calls, 'optee', open)).toEqual([]);
});

test('506 calls of one boot to Hafnium: the model answers with the registers of the machine', () => {
  expect(hafnium).toHaveLength(506);
  expect(checkRawCalls(hafnium, 'hafnium').notApplicable.size).toBe(0);
  expect(named(hafnium, 'hafnium')).toEqual([]);
});

test('the rules of Hafnium allow every reply of that boot', async () => {
  expect(await checkProfile(hafnium, 'hafnium', open)).toEqual([]);
});

test('a register that differs is found, by the model and by the rules', async () => {
  const ret = ['0x84000061', '0x0', '0x0', '0x0', '0x0', '0x0', '0x0', '0x0'];
  const wrong = calls.map((c) => (c.case === 'bind-one-of-them-again' ? { ...c, ret } : c));
  expect(named(wrong)).toEqual(['bind-one-of-them-again: w0: recorded 0x84000061, the model says 0x84000060']);
  expect((await checkProfile(wrong, 'optee', open))[0]).toMatch(/^bind-one-of-them-again, the profile: /);
});
