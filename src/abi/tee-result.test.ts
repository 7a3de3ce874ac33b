import { expect, test } from 'vitest';
import { TEE_RESULT, teeResultName, teeResultNumber } from './tee-result.ts';

// GlobalPlatform TEE Internal Core API, table of return codes: those from 0xFFFF0000 on, in its order, without a gap. The
// others stand alone in blocks of their own.
const IN_ORDER = (
  'GENERIC ACCESS_DENIED CANCEL ACCESS_CONFLICT EXCESS_DATA BAD_FORMAT BAD_PARAMETERS BAD_STATE ITEM_NOT_FOUND ' +
  'NOT_IMPLEMENTED NOT_SUPPORTED NO_DATA OUT_OF_MEMORY BUSY COMMUNICATION SECURITY SHORT_BUFFER EXTERNAL_CANCEL'
).split(' ');
const ALONE: Readonly<Record<string, number>> = {
  ...{ CORRUPT_OBJECT: 0xf0100001, CORRUPT_OBJECT_2: 0xf0100002, STORAGE_NOT_AVAILABLE: 0xf0100003 },
  ...{ STORAGE_NOT_AVAILABLE_2: 0xf0100004, UNSUPPORTED_VERSION: 0xf0100005, CIPHERTEXT_INVALID: 0xf0100006 },
  ...{ TIMEOUT: 0xffff3001, OVERFLOW: 0xffff300f, TARGET_DEAD: 0xffff3024, STORAGE_NO_SPACE: 0xffff3041 },
  ...{ MAC_INVALID: 0xffff3071, SIGNATURE_INVALID: 0xffff3072, TIME_NOT_SET: 0xffff5000, TIME_NEEDS_RESET: 0xffff5001 },
  ...{ DEFER_DRIVER_INIT: 0x80000000, NODE_DISABLED: 0x80000001 },
};

test('every code has the number of the specification, and is found by name and by number', () => {
  const known = [...IN_ORDER.map((name, i) => [name, 0xffff0000 + i] as const), ...Object.entries(ALONE)];
  for (const [name, number] of known) {
    expect(teeResultNumber(`TEE_ERROR_${name}`), name).toBe(number);
    expect(teeResultName(number), name).toBe(`TEE_ERROR_${name}`);
    expect(teeResultName(BigInt(number)), name).toBe(`TEE_ERROR_${name}`);
  }
  expect(teeResultName(0)).toBe('TEE_SUCCESS');
  expect(teeResultName(0xffff0012)).toBeNull();
  expect(Object.keys(TEE_RESULT)).toHaveLength(known.length + 1);
});
