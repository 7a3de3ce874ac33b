import { expect, test } from 'vitest';
import { attempt, when } from './eventually.ts';

test('a value that is here does not wait', () => {
  expect(when(2, (n) => n + 1)).toBe(3);
  expect(
    attempt(
      () => 2,
      () => 0,
    ),
  ).toBe(2);
});

test('a value that comes later is waited for', async () => {
  const later = when(Promise.resolve(2), (n) => n + 1);
  expect(later).toBeInstanceOf(Promise);
  expect(await later).toBe(3);
});

test('what fails at once and what fails later end in the same place', async () => {
  const said = (error: unknown): string => `failed: ${String(error)}`;
  const thrown = (): string => {
    throw 'here';
  };
  expect(attempt(thrown, said)).toBe('failed: here');
  expect(await attempt(() => Promise.reject<string>('there'), said)).toBe('failed: there');
});
