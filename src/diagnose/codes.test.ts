import { describe, expect, test } from 'vitest';
import { explainCode } from './codes.ts';

// Every code of FF-A with the errno that Linux makes of it: drivers/firmware/arm_ffa/driver.c, ffa_linux_errmap (6.12.117).
const STATUSES = [
  ['NOT_SUPPORTED', 1, 'EOPNOTSUPP', 95],
  ['INVALID_PARAMETERS', 2, 'EINVAL', 22],
  ['NO_MEMORY', 3, 'ENOMEM', 12],
  ['BUSY', 4, 'EBUSY', 16],
  ['INTERRUPTED', 5, 'EINTR', 4],
  ['DENIED', 6, 'EACCES', 13],
  ['RETRY', 7, 'EAGAIN', 11],
  ['ABORTED', 8, 'ECANCELED', 125],
  ['NO_DATA', 9, 'ENODATA', 61],
  ['NOT_READY', 10, 'EAGAIN', 11],
] as const;

describe.each(STATUSES)('the status %s', (name, code, errno, number) => {
  const word = (0x1_0000_0000 - code).toString(16);

  test('is told with its errno, however it is written', () => {
    const spellings = [`FFA_RET_${name}`, `FFA_${name}`, `w2=0x${word}`, `w2: ${word}`, `0x${word}`, word];
    for (const text of spellings) {
      const told = explainCode(text);
      expect(told?.symptom, text).toBe('ffa-status');
      expect(told?.meaning, text).toContain(`The FF-A status ${name} −${code}, which any call can give.`);
      expect(told?.meaning, text).toContain(`Linux makes −${errno} (−${number}) of it.`);
      // SMCCC 1.2, 5: a call that nobody serves returns −1.
      expect(told?.meaning.includes('unknown function'), text).toBe(code === 1);
    }
  });

  test('is told where the errno stands, with the others that give it', () => {
    for (const text of [`-${number}`, `-${errno}`, errno, `rc = -${number}`, `err: -${number}`]) {
      const told = explainCode(text);
      expect(told?.symptom, text).toBe('errno');
      const same = STATUSES.filter((s) => s[3] === number).map((s) => s[0]);
      expect(told?.meaning, text).toContain(`Linux makes it of the FF-A status ${same.join(' or ')}, which any call`);
    }
  });
});

test('an errno of no status comes from Linux itself', () => {
  for (const text of ['-2', 'ENOENT', '-110', '-4095'])
    expect(explainCode(text)?.meaning, text).toContain('No FF-A status gives it: it comes from Linux itself.');
});

test.each(['0', '-0', '13', 'w2=0', 'FFA_RET_SUCCESS', 'EOF', 'RETRY', 'BUSY', '0xffff8000', `-${'1'.repeat(60)}`])(
  '%s is no code',
  (text) => {
    expect(explainCode(text)).toBeNull();
  },
);

// TEE Client API 1.0, 4.4.2: what a TEE result is called, as a word, by name, and as C int.
test.each([
  ['0xffff0006', 'TEE_ERROR_BAD_PARAMETERS', -65_530],
  ['0xffff0008', 'TEE_ERROR_ITEM_NOT_FOUND', -65_528],
  ['0xffff000c', 'TEE_ERROR_OUT_OF_MEMORY', -65_524],
  ['0xffff000d', 'TEE_ERROR_BUSY', -65_523],
])('%s is %s and %i', (word, name, rc) => {
  for (const text of [word, name, word.slice(2), `w3=${word}`]) {
    const told = explainCode(text);
    expect([told?.symptom, told?.meaning.startsWith(`${name} (${word}).`)], text).toEqual(['tee-result', true]);
    expect(told?.meaning, text).toContain(`it becomes ${rc} where`);
    // thread.c of OP-TEE: no free thread is TEE_ERROR_BUSY for Linux, which waits for one (optee/ffa_abi.c).
    expect(told?.meaning.includes('all its threads are taken'), text).toBe(word === '0xffff000d');
  }
  expect(explainCode(String(rc))).toMatchObject({ symptom: 'tee-result' });
  expect(explainCode(String(rc))?.meaning).toContain(`the TEE result ${word} (${name}), printed as a C int`);
});

test('a cause is told with the message of its own that has this number', () => {
  for (const number of [13, 22, 95, 61, 11]) {
    const causes = explainCode(`-${number}`)?.causes ?? [];
    expect(causes.length).toBeGreaterThan(0);
    // The set-up of notifications comes first, and has an example for each of these numbers.
    expect(causes[0]?.because).toMatch(
      new RegExp(`^In “optee: Failed to initialize async notifications: -${number}”: `),
    );
  }
});
