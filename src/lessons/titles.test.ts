import { expect, test } from 'vitest';
import { LESSONS } from './gallery.ts';
import { LESSON_TITLES } from './titles.ts';

test('the titles are those of the lessons', () => {
  expect(LESSON_TITLES).toEqual(LESSONS.map(({ number, title }) => ({ number, title })));
});
