import { expect, test } from 'vitest';
import { actionsText } from './action-words.ts';

test('actions are a list in words; the same one in a row is said once', () => {
  expect(actionsText([])).toBe('');
  expect(actionsText([{ do: 'probe' }])).toBe('probe');
  expect(actionsText([{ do: 'boot' }, { do: 'probe' }, { do: 'remove' }])).toBe('core init, probe and remove');
  expect(actionsText([{ do: 'probe' }, { do: 'notify' }, { do: 'notify' }, { do: 'notify' }])).toBe(
    'probe and notify 3 times',
  );
});
