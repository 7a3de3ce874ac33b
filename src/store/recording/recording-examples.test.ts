import { expect, test } from 'vitest';
import { openRecording } from '../../import/open.ts';
import { EXAMPLES } from './recording-examples.ts';
import { loadShipped } from './recordings-shipped.ts';

test.each(EXAMPLES)('$name ships and opens', async ({ name }) => {
  const result = await openRecording(await loadShipped(name));
  expect(result.ok && result.value.trace.length).toBeGreaterThan(0);
});

test('a name that does not ship is refused', async () => {
  await expect(loadShipped('nothing.txt')).rejects.toThrow('no recording is named nothing.txt');
});
