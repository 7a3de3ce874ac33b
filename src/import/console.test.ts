import { expect, test } from 'vitest';
import { consoleNames, consoleText, opened } from './fixtures/files.ts';

test.each([...consoleNames])('%s opens', async (name) => {
  const text = consoleText(name);
  const r = await opened(text);
  expect(r.format).toBe('console text');
  const rows = [...r.trace.rows()];
  expect(rows.every((e) => e.kind === 'log')).toBe(true);
  expect(r.report.notUnderstood).toBe(0);
  const drawn = rows.length + (r.report.notDrawn.get('kernel message') ?? 0);
  expect(drawn).toBe(text.split('\n').filter((l) => l.trim() !== '').length);
  expect(r.timed).toBe(name.startsWith('linux'));
});

test('lines have the time of the console, and those without one the time of the line above', async () => {
  const r = await opened(consoleText('linux-console-hash.nowd'));
  const rows = [...r.trace.rows()];
  const failed = rows.find((e) => e.kind === 'log' && e.text.includes('Failed to register callback'));
  expect(failed).toMatchObject({ who: 'arm_ffa', level: 'error', at: Math.round((4.753498 - 3.411266) * 1e9) });
  const before = rows[(failed?.row ?? 0) - 1];
  expect(before).toMatchObject({ text: '+ ffa_grab req 24 0', at: Math.round((4.751397 - 3.411266) * 1e9) });
});
