import { expect, test } from 'vitest';
import { whatBroke } from './job.ts';

test.each([
  ['', ''],
  ['Uncaught TypeError: Failed to fetch dynamically imported module: http://127.0.0.1/assets/open-worker.js', ''],
  ['TypeError: error loading dynamically imported module: http://127.0.0.1/assets/open-worker.js', ''],
  ['TypeError: Importing a module script failed.', ''],
  ['Uncaught RangeError: Array buffer allocation failed', 'Uncaught RangeError: Array buffer allocation failed'],
])('a worker that says “%s” broke by “%s”', (message, broke) => expect(whatBroke({ message })).toBe(broke));

test('a script that did not come is told by an event without a message', () => expect(whatBroke({})).toBe(''));
