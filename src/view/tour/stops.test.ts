import { expect, test } from 'vitest';
import { LESSON_TITLES } from '../../lessons/titles.ts';
import { COMMANDS } from '../page/commands.ts';
import { FIRST_LESSONS, STOPS } from './stops.ts';

test('there are six stops, and each names another place', () => {
  expect(new Set(STOPS.map((s) => s.at)).size).toBe(6);
});

test('every key that a stop names is a key of the page', () => {
  const shown = COMMANDS.map((c) => (c.shown ?? c.keys).join(' '));
  const said = STOPS.flatMap((s) => s.keys.map(([key]) => key));
  expect(said.filter((key) => !shown.some((s) => s === key || s.split(' ').includes(key)))).toEqual([]);
});

test('the lessons that it ends with are there', () => {
  expect(FIRST_LESSONS.filter((title) => LESSON_TITLES.every((l) => l.title !== title))).toEqual([]);
});
