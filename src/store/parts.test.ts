import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { firstPart, holdParts, latePart, missingParts, startAhead, tryAgain, watchMissingParts } from './parts.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A part whose first loads fail. */
const failing = (times: number) => {
  let asked = 0;
  return vi.fn(async () => {
    if (asked++ < times) throw new TypeError('Failed to fetch dynamically imported module');
    return 'here';
  });
};

test('what comes is handed on, and nothing is said', async () => {
  expect(await latePart(failing(0))()).toBe('here');
  expect(missingParts()).toBe(0);
});

test('a part that comes when it is asked for once more is no news', async () => {
  const heard = vi.fn();
  const end = watchMissingParts(heard);
  const here = latePart(failing(1))();
  await vi.runAllTimersAsync();
  expect(await here).toBe('here');
  expect(heard).not.toHaveBeenCalled();
  end();
});

test('a part that does not come is said, waits, and comes when it is tried again', async () => {
  const heard = vi.fn();
  const end = watchMissingParts(heard);
  const load = failing(3);
  const here = latePart(load)();
  await vi.runAllTimersAsync();
  expect([missingParts(), load.mock.calls.length, heard.mock.calls.length]).toEqual([1, 2, 1]);
  tryAgain();
  await vi.runAllTimersAsync();
  expect([missingParts(), load.mock.calls.length]).toEqual([1, 3]);
  tryAgain();
  expect(await here).toBe('here');
  expect(missingParts()).toBe(0);
  end();
});

test('parts are loaded ahead one by one while there is time, and no further than the first that fails', async () => {
  const order: string[] = [];
  latePart(async () => order.push('a'));
  latePart(async () => {
    order.push('b');
    throw new Error('gone');
  });
  latePart(async () => order.push('c'));
  const idle = async (): Promise<void> => {
    order.push('idle');
  };
  expect(await startAhead(idle)).toBe(false);
  order.splice(0, order.indexOf('a') - 1);
  expect(order).toEqual(['idle', 'a', 'idle', 'b']);
});

test('what stands beside what is shown waits for it; what is shown waits for nothing', async () => {
  let show = (): void => {};
  holdParts(
    new Promise((go) => {
      show = go;
    }),
  );
  const beside = vi.fn(async () => 'beside');
  const asked = latePart(beside)();
  expect(await firstPart(async () => 'shown')()).toBe('shown');
  expect(beside).not.toHaveBeenCalled();
  show();
  expect(await asked).toBe('beside');
});
