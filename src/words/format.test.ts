import { expect, test } from 'vitest';
import { callText, count, rows } from './format.ts';

test('a call shows what tells it from another one', () => {
  expect(callText('notify_request', { is_per_vcpu: false, notify_id: 3 })).toBe('notify_request(3)');
  expect(callText('notify_request', { is_per_vcpu: true, notify_id: 3 })).toBe('notify_request(true, 3)');
  expect(callText('sync_send_receive', { service: 'GET_API_VERSION', in: ['0x0', '0x0'] })).toBe(
    'sync_send_receive(GET_API_VERSION)',
  );
  expect(callText('kfree', {})).toBe('kfree()');
});

test('thousands have a comma', () => {
  expect(count(107)).toBe('107');
  expect(count(100_000)).toBe('100,000');
  expect(rows(1)).toBe('1 row');
  expect(rows(1284)).toBe('1,284 rows');
});
