import { expect, test } from 'vitest';
import { opened, recordingNames, traceText } from '../import/fixtures/files.ts';
import { callRows, traceCalls } from './trace-calls.ts';

test.each(recordingNames)('%s: the calls that are not kept are those that are', async (name) => {
  const { trace } = await opened(traceText(name));
  const calls = traceCalls(trace).map(({ row }) => row);
  expect(calls.length).toBeGreaterThan(0);
  expect([...callRows(trace)]).toEqual(calls);
});
