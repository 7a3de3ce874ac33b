import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consoleNames, consoleText } from '../../import/fixtures/files.ts';
import { explain } from './explain.ts';

const ids = (text: string): string[] => explain(text).flatMap((e) => e.causes.map((c) => c.id));

describe('messages', () => {
  test.each([
    ['[    3.2] optee: Failed to initialize async notifications: -13', 'ids-all-bound'],
    ['[    3.2] optee: Failed to initialize async notifications: -22', 'hash-bucket'],
    ['optee: Failed to initialize async notifications: -95', 'core-without-interrupt'],
    ['optee: Failed to initialize async notifications: -61', 'bind-NO_DATA'],
    ['optee: Failed to initialize async notifications: -65530', 'enable-0xffff0006'],
    ['optee: Failed to initialize async notifications: -65527', 'enable-0xffff0009'],
    ['optee: Failed to initialize async notifications: -11', 'bind-RETRY'],
    ['ARM FF-A: Failed to create IRQ mapping!', 'irq-not-mapped'],
    ['ARM FF-A: Notification setup failed -95, not enabled', 'no-sri-no-npi'],
    ['BUG: sleeping function called from invalid context at mutex.c:283', 'bottom-half-in-callback'],
    ['optee: Unexpected error -16', 'api-version-no-answer'],
    ['optee: Incompatible OP-TEE API version 2.0', 'api-major'],
    ['optee: Unexpected exchange error 4294901766', 'exchange-refused'],
    ['optee: mem_reclaim: 0x100000000000 -13', 'reclaim-busy'],
    ['optee: mem_reclaim: 0x100000000000 -22', 'reclaim-unknown'],
    ['INFO: task insmod:63 blocked for more than 120 seconds.', 'probe-hang'],
    [' tee_device_unregister+0x7c/0xb0 [tee]', 'probe-hang'],
    ['ARM FF-A: Incompatible v32767.65535! Latest supported v1.1', 'version-not-supported'],
    ['D/TC:1   notif_deliver_atomic_event:95 Already started', 'already-started'],
    ['-13', 'ids-all-bound'],
    ['EACCES', 'ids-all-bound'],
    ['0xffff000d', 'thread-limit'],
    ['TEE_ERROR_BAD_PARAMETERS', 'enable-0xffff0006'],
    ['DENIED', 'ids-all-bound'],
    ['w2=0xfffffffe', 'hash-bucket'],
  ])('%s: %s is the most likely', (text, id) => {
    expect(ids(text)[0]).toBe(id);
  });

  test('−65530 is said to be a TEE result read as an errno', () => {
    const [e] = explain('optee: Failed to initialize async notifications: -65530');
    expect(e?.meaning).toContain('is no errno');
    expect(e?.meaning).toContain('0xffff0006 (TEE_ERROR_BAD_PARAMETERS)');
  });

  test('another line of the log decides between causes', () => {
    const plain = 'optee: Failed to initialize async notifications: -95';
    expect(ids(plain)[0]).toBe('core-without-interrupt');
    const withCreate = explain(`ARM FF-A: Notification bitmap create error -13\n${plain}`);
    expect(withCreate.map((e) => e.symptom)).toEqual(['bitmap-create', 'async-init']);
    expect(withCreate[1]?.causes[0]?.id).toBe('bitmap-of-old-kernel');
  });

  test('a call trace below a report is one explanation', () => {
    const text =
      'INFO: task insmod:63 blocked for more than 120 seconds.\nCall trace:\n tee_device_unregister+0x7c/0xb0 [tee]\n optee_ffa_probe+0x28c/0x308 [optee]';
    expect(explain(text)).toHaveLength(1);
  });

  test('a line of which nothing is known gives nothing', () => {
    expect(explain('systemd[1]: Started Daily apt upgrade and clean activities.\nhello 13 EACCES')).toEqual([]);
  });
});

test('the consoles of real runs are explained where they complain', () => {
  const found = new Map(consoleNames.map((n) => [n, explain(consoleText(n)).map((e) => e.symptom)]));
  expect(found.get('linux-console-hash.nowd')).toEqual(['downgrading', 'register-callback', 'unregister-callback']);
  expect(found.get('secure-console-pend.async')).toEqual(['enable-secure-log']);
});

test('any text is explained or not, and never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer(), (text, n) => {
      for (const e of explain(`${text}\n${n}\nFailed to initialize async notifications: ${n}`))
        expect(e.meaning).not.toBe('');
    }),
  );
});
