import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consoleNames, consoleText } from '../import/fixtures/files.ts';
import { explain } from './explain.ts';

const ids = (text: string): string[] => explain(text).flatMap((e) => e.causes.map((c) => c.id));

describe('messages', () => {
  test.each([
    ['[    3.2] optee: Failed to initialize async notifications: -13', 'ids-all-bound'],
    ['[    3.2] optee: Failed to initialize async notifications: -22', 'hash-bucket'],
    ['optee: Failed to initialize async notifications: -95', 'core-without-notifications'],
    ['optee: Failed to initialize async notifications: -61', 'bind-NO_DATA'],
    ['optee: Failed to initialize async notifications: -65530', 'enable-0xffff0006'],
    ['optee: Failed to initialize async notifications: -65527', 'enable-0xffff0009'],
    ['optee: Failed to initialize async notifications: -65536', 'enable-other-result'],
    ['optee: Failed to initialize async notifications: -11', 'bind-RETRY'],
    ['ARM FF-A: Notification setup failed -95, not enabled', 'no-sri-no-npi'],
    ['ARM FF-A: Notification setup failed -6, not enabled', 'no-gicv3-node'],
    ['ARM FF-A: Notification bitmap create error -13', 'bitmap-destroy-refused'],
    ['ARM FF-A: Notification bitmap create error -95', 'bitmap-not-supported'],
    ['optee: mem_reclaim: 0x100000000000 -13', 'reclaim-busy'],
    ['optee: mem_reclaim: 0x100000000000 -22', 'reclaim-unknown'],
    ['optee: mem_reclaim: 0x100000000000 -95', 'reclaim-not-supported'],
    ['ARM FF-A: Incompatible v32767.65535! Latest supported v1.1', 'version-not-supported'],
    ['ARM FF-A: Incompatible v0.9! Earliest supported v1.0', 'version-too-old'],
    ['ARM FF-A: ffa_sched_recv_cb_update: Invalid partition ID 0x8002', 'callback-unknown-partition'],
    ['ARM FF-A: __do_sched_recv_cb: Invalid partition ID 0x8002', 'partition-not-listed'],
    ['D/TC:1   notif_deliver_atomic_event:95 Already started', 'op-tee-started'],
  ])('%s: %s is the most likely', (text, id) => {
    expect(ids(text)[0]).toBe(id);
  });

  test('−65530 is said to be a TEE result read as an errno', () => {
    const [e] = explain('optee: Failed to initialize async notifications: -65530');
    expect(e?.meaning).toContain('the TEE result 0xffff0006 (TEE_ERROR_BAD_PARAMETERS) read as a C int');
  });

  test.each([
    'Nov 21 08:15:31 thorium kernel: optee: Unexpected error -16',
    '2026-11-21T08:15:31.123456+00:00 thorium kernel: [    1.2] optee: Unexpected error -16',
    'kern  :err   : [Fri Nov 27 08:15:31 2026] optee: Unexpected error -16',
    '<3>[    1.936569][   T112] optee: Unexpected error -16',
    '[    1.936569] [   T112] optee: Unexpected error -16',
    '\u001b[32m[    1.936569] \u001b[0m\u001b[33moptee\u001b[0m: Unexpected error -16',
  ])('what stands before it does not matter: %s', (line) => {
    expect(explain(line).map((e) => e.symptom)).toEqual(['unexpected-error']);
  });
});

describe('a number or a name alone', () => {
  test.each([
    ['-13', 'errno', 'ids-all-bound'],
    ['EACCES', 'errno', 'ids-all-bound'],
    ['rc = -95', 'errno', 'core-without-notifications'],
    ['TEE_ERROR_BAD_PARAMETERS', 'tee-result', 'enable-0xffff0006'],
    ['0xffff0006', 'tee-result', 'enable-0xffff0006'],
    ['-65530', 'tee-result', 'enable-0xffff0006'],
    ['DENIED', 'ffa-status', 'ids-all-bound'],
    ['FFA_RET_DENIED', 'ffa-status', 'ids-all-bound'],
    ['w2=0xfffffffe', 'ffa-status', 'hash-bucket'],
  ])('%s is told, and leads to %s', (text, symptom, id) => {
    const [e] = explain(text);
    expect([e?.symptom, e?.causes[0]?.id]).toEqual([symptom, id]);
  });

  test('every call can give it, not the notification calls alone', () => {
    expect(explain('-125')[0]?.meaning).toContain('the FF-A status ABORTED, which any call can give');
    expect(explain('-125')[0]?.causes.map((c) => c.id)).toContain('partition-died');
  });

  test('nothing else is one, and none is one between other lines', () => {
    for (const text of ['255', 'reboot', 'root@example.org', 'PASSED', 'EOF', 'EFI', 'SHARE', '-13\n-22', 'a\nDENIED'])
      expect(explain(text), text).toEqual([]);
  });
});

test('the consoles of real runs are explained where they complain', () => {
  const found = new Map(consoleNames.map((n) => [n, explain(consoleText(n)).map((e) => e.symptom)]));
  expect(found.get('linux-console-hash.nowd')).toEqual(['downgrading', 'register-callback', 'unregister-callback']);
  expect(found.get('secure-console-pend.async')).toEqual(['op-tee-started']);
});

test('any text is explained or not, and never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer(), (text, n) => {
      for (const e of explain(`${text}\n${n}\nFailed to initialize async notifications: ${n}`))
        expect(e.meaning).not.toBe('');
    }),
  );
});
