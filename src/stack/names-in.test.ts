import { expect, test } from 'vitest';
import { namesIn } from './names-in.ts';

test('names of actions and of interrupts that were taken are found wherever they stand, up to what they have made', () => {
  expect(namesIn('notifier_cb_info.freed#action 3/5')).toEqual(['action 3']);
  expect(namesIn({ a: [{ key: 'work#SRI.0#12/1', initial: 0 }], b: ['secure-uart.1#3', 7n, null] })).toEqual([
    'SRI.0#12',
    'secure-uart.1#3',
  ]);
});

test('other texts name nobody', () => {
  expect(namesIn('handle 0xb000000000000001, id 5')).toEqual([]);
  expect(namesIn({ fn: 'kzalloc', args: { what: 'struct notifier_cb_info', size: 4096 } })).toEqual([]);
  expect(namesIn(17)).toEqual([]);
});
