import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { explain } from '../explain.ts';

// Ordinary lines of many programs, as they stand in logs. Nothing of FF-A is in them, so nothing is to be told of them.

const noise = readFileSync(fileURLToPath(new URL('./fixtures/noise.txt', import.meta.url)), 'utf8')
  .trimEnd()
  .split('\n');
/** Two lines that are worth a word when they are all that was asked: an errno and a status. */
const CODES = ['error -13', '0xffffffff'];

test('more than 200 ordinary lines give no explanation, as one log', () => {
  expect(noise.length).toBeGreaterThan(200);
  expect(explain(noise.join('\n')).map((e) => `${e.line} ${e.symptom}: ${e.text}`)).toEqual([]);
});

test('nor does any of them alone, but for the two codes', () => {
  const told = noise.filter((line) => explain(line).length > 0);
  expect(told).toEqual(CODES);
});
