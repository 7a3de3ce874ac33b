import { expect, test } from 'vitest';
import { entriesFor } from './palette-entries.ts';

const names = (text: string, rows = 100): readonly string[] => entriesFor(text, rows).map((e) => e.name);

test('nothing typed offers everything once', () => {
  const ids = entriesFor('', 100).map((e) => e.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(names('')).toContain('Next error');
});

test('every word has to be in the name, in any order', () => {
  expect(names('error next')).toEqual(['Next error', 'Find rows with error next']);
  expect(names('walk')[0]).toMatch(/^Lesson 3: .*walk/);
  expect(names('no such thing')).toEqual(['Find rows with no such thing']);
});

test('a number is a row, as far as there are rows', () => {
  expect(names('63')[0]).toBe('Go to row 63');
  expect(names('100')).not.toContain('Go to row 100');
});

test('the calls of the run are offered once something is typed', () => {
  const offered = entriesFor('ffa_notification', 100, ['FFA_NOTIFICATION_BIND', 'FFA_VERSION']).map((e) => e.name);
  expect(offered.filter((name) => !name.startsWith('Reference: '))).toEqual([
    'Next call FFA_NOTIFICATION_BIND',
    'Find rows with ffa_notification',
  ]);
  // Every call has a page, whether the run makes it or not.
  expect(offered).toContain('Reference: FFA_NOTIFICATION_SET');
  expect(entriesFor('', 100, ['FFA_VERSION']).map((e) => e.name)).not.toContain('Next call FFA_VERSION');
});
