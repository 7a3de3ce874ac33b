import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whatBroke } from './job.ts';

class StandInWorker extends EventTarget {
  onerror: ((e: Event) => void) | null = null;
  readonly posted: unknown[] = [];
  ended = false;
  constructor(_: URL, { name }: { name: string }) {
    super();
    workers.push(this);
    names.push(name);
  }
  postMessage(message: unknown): void {
    this.posted.push(message);
  }
  terminate(): void {
    this.ended = true;
  }
}
let workers: StandInWorker[] = [];
let names: string[] = [];

beforeEach(() => {
  workers = [];
  names = [];
  vi.resetModules();
  vi.useFakeTimers();
  vi.stubGlobal('Worker', StandInWorker);
  vi.stubGlobal('navigator', {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a worker that was started ahead is the one that is given, once, and the next is started after its end', async () => {
  const { startJob, startJobAhead } = await import('./job.ts');
  startJobAhead('read', 'practise');
  startJobAhead('read', 'practise');
  expect(workers.map((w) => w.posted)).toEqual([['practise']]);
  const given = startJob('read');
  expect(given).toBe(workers[0]);
  expect(startJob('read')).toBe(workers[1]);
  expect(workers[1]?.posted).toEqual([]);
  given.terminate();
  expect(workers[0]?.ended).toBe(true);
  expect(workers).toHaveLength(2);
  vi.runAllTimers();
  expect(workers[2]?.posted).toEqual(['practise']);
  expect(startJob('read')).toBe(workers[2]);
});

test('other jobs do not take it, and no two workers have one name', async () => {
  const { startJob, startJobAhead } = await import('./job.ts');
  startJobAhead('read', 'practise');
  expect(startJob('explore')).toBe(workers[1]);
  expect(names.map((n) => n.split(' ')[0])).toEqual(['read', 'explore']);
  expect(new Set(names).size).toBe(2);
});

test('one that does not come up is forgotten without a word', async () => {
  const { startJob, startJobAhead } = await import('./job.ts');
  startJobAhead('read', 'practise');
  const failure = new Event('error', { cancelable: true });
  workers[0]?.onerror?.(failure);
  expect(failure.defaultPrevented).toBe(true);
  expect(startJob('read')).toBe(workers[1]);
  expect(workers[1]?.onerror).toBeNull();
});

test.each([
  ['', ''],
  ['Uncaught TypeError: Failed to fetch dynamically imported module: http://127.0.0.1/assets/open-worker.js', ''],
  ['TypeError: error loading dynamically imported module: http://127.0.0.1/assets/open-worker.js', ''],
  ['TypeError: Importing a module script failed.', ''],
  ['Uncaught RangeError: Array buffer allocation failed', 'Uncaught RangeError: Array buffer allocation failed'],
])('a worker that says “%s” broke by “%s”', (message, broke) => expect(whatBroke({ message })).toBe(broke));

test('a script that did not come is told by an event without a message', () => expect(whatBroke({})).toBe(''));
