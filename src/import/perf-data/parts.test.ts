import { describe, expect, test } from 'vitest';
import { Bytes } from '../../../tools/trace-dat/bytes.mjs';
import { ByteCursor } from '../kernel-events/byte-cursor.ts';
import { sourceOf } from '../kernel-events/file-bytes.ts';
import { readAttr, SAMPLE } from './attr.ts';
import { readPerfHeader } from './header.ts';
import { readSample } from './sample.ts';

// Linux include/uapi/linux/perf_event.h and tools/perf/Documentation/perf.data-file-format.txt, part by part.

describe.each([true, false])('little endian: %s', (littleEndian) => {
  const bytes = () => new Bytes(littleEndian);
  const cursor = (b: Bytes, at = 0) => new ByteCursor(sourceOf(b.done()), at, littleEndian);

  /** perf_event_attr up to its flags; bit n is the n-th flag of the machine. */
  const attr = (sampleType: number, readFormat: number, flags: readonly number[]): Bytes => {
    const word = flags.reduce((w, n) => w | (1n << BigInt(littleEndian ? n : 63 - n)), 0n);
    return bytes().int(2, 4).int(64, 4).int(9, 8).int(1, 8).int(sampleType, 8).int(readFormat, 8).int(word, 8);
  };

  test.each([
    [[18], true],
    [[0, 17, 19, 45, 63], false],
    [[], false],
    [Array.from({ length: 64 }, (_, i) => i), true],
  ])('flags %j: records that are no sample end with their time: %s', (flags, has) => {
    expect(readAttr(cursor(attr(0x485, 20, flags)), 64, [7n])).toEqual({
      ...{ sampleType: 0x485, readFormat: 20, hasIdAll: has, ids: [7n] },
    });
  });

  test('an attr that is too short for that is damage', () => {
    expect(() => readAttr(cursor(attr(1, 0, [])), 47, [])).toThrow('at byte 0 has only 47 bytes');
    expect(readAttr(cursor(attr(1, 0, [])), 48, []).sampleType).toBe(1);
  });

  const header = (more: Partial<Record<'attrSize' | 'attrsSize' | 'data' | 'features' | 'dataSize', number>> = {}) => {
    const { attrSize = 80, attrsSize = 160, data = 280, features = 2, dataSize = 40 } = more;
    const b = bytes();
    b.bytes(new TextEncoder().encode(littleEndian ? 'PERFILE2' : '2ELIFREP'))
      .int(104, 8)
      .int(attrSize, 8);
    b.int(104, 8).int(attrsSize, 8).int(data, 8).int(dataSize, 8).int(0, 8).int(0, 8);
    b.int(features, 8).int(0, 8).int(0, 8).int(0, 8);
    for (const type of [3, 4])
      b.bytes(attr(type, 0, [18]).int(0, 8).int(0, 8).done())
        .int(264, 8)
        .int(16, 8);
    b.int(71, 8).int(72, 8);
    while (b.length < 320) b.int(0, 1);
    return b.int(4000, 8).int(99, 8);
  };

  test('a header: each event with its numbers, where the records are, and where the formats', () => {
    const one = { readFormat: 0, hasIdAll: true, ids: [71n, 72n] };
    expect(readPerfHeader(sourceOf(header().done()))).toEqual({
      ...{ littleEndian, isPiped: false, from: 280, end: 320, tracingData: 4000, isUnfinished: false },
      attrs: [
        { ...one, sampleType: 3 },
        { ...one, sampleType: 4 },
      ],
    });
  });

  test('without formats, and one that perf did not finish', () => {
    const read = (more: Parameters<typeof header>[0]) => readPerfHeader(sourceOf(header(more).done()));
    for (const features of [0, 1, 4, 8, 12]) expect(read({ features }).tracingData, `${features}`).toBeNull();
    expect(read({ features: 2 | 8 }).tracingData).toBe(4000);
    // The table of features is not there as a whole.
    expect(read({ dataSize: 41 }).tracingData).toBeNull();
    expect(read({ dataSize: 0 })).toMatchObject({ isUnfinished: true, end: 336, tracingData: null });
  });

  test('a header that does not fit is damage', () => {
    const read = (more: Parameters<typeof header>[0]) => () => readPerfHeader(sourceOf(header(more).done()));
    expect(read({ attrSize: 63 })).toThrow('what its head says does not fit');
    expect(read({ attrsSize: 80 * 65_536 + 80 })).toThrow('what its head says does not fit');
    expect(read({ data: 337 })).toThrow('what its head says does not fit');
    expect(read({ data: 336 })).not.toThrow();
  });

  test('a stream that was piped has no header but its size', () => {
    const b = bytes()
      .bytes(new TextEncoder().encode(littleEndian ? 'PERFILE2' : '2ELIFREP'))
      .int(16, 8)
      .int(0, 8);
    expect(readPerfHeader(sourceOf(b.done()))).toEqual({
      ...{ littleEndian, isPiped: true, attrs: [], from: 16, end: 24, tracingData: null, isUnfinished: false },
    });
  });

  const ALL = Object.values(SAMPLE).reduce((a, b) => a | b, 0);
  /** A sample with these parts, in the order of the kernel. */
  const sample = (type: number, read: (b: Bytes) => void = (b) => b.int(5, 8)): Bytes => {
    const b = bytes();
    const put = (bit: number, fill: () => void) => {
      if ((type & bit) !== 0) fill();
    };
    put(SAMPLE.IDENTIFIER, () => b.int(7, 8));
    put(SAMPLE.IP, () => b.int(0x1234, 8));
    put(SAMPLE.TID, () => b.int(60, 4).int(68, 4));
    put(SAMPLE.TIME, () => b.int(1_000_000_007, 8));
    put(SAMPLE.ADDR, () => b.int(1, 8));
    put(SAMPLE.ID, () => b.int(7, 8));
    put(SAMPLE.STREAM_ID, () => b.int(8, 8));
    put(SAMPLE.CPU, () => b.int(3, 4).int(77, 4));
    put(SAMPLE.PERIOD, () => b.int(1, 8));
    put(SAMPLE.READ, () => read(b));
    // Kernel, two addresses, a program, one of its own.
    put(SAMPLE.CALLCHAIN, () => b.int(5, 8).int(-128n, 8).int(0x1001, 8).int(0x1002, 8).int(-512n, 8).int(0x99, 8));
    put(SAMPLE.RAW, () => b.int(4, 4));
    return b.int(0x5a5a, 4);
  };

  test.each([0, ALL, ...Object.values(SAMPLE), ...Object.values(SAMPLE).map((bit) => ALL & ~bit)])(
    'a sample of the parts 0x%x',
    (type) => {
      const b = sample(type);
      const has = (bit: number) => (type & bit) !== 0;
      const s = readSample(sourceOf(b.done()), 0, littleEndian, {
        sampleType: type,
        readFormat: 0,
        hasIdAll: true,
        ids: [],
      });
      expect(s).toEqual({
        tid: has(SAMPLE.TID) ? 68 : -1,
        time: has(SAMPLE.TIME) ? 1_000_000_007n : null,
        cpu: has(SAMPLE.CPU) ? 3 : 0,
        stack: has(SAMPLE.CALLCHAIN) ? [0x1001n, 0x1002n] : [],
        rawAt: b.length - 4,
        rawSize: has(SAMPLE.RAW) ? 4 : 0,
      });
    },
  );

  // PERF_FORMAT_TOTAL_TIME_ENABLED 1, TOTAL_TIME_RUNNING 2, ID 4, GROUP 8, LOST 16.
  test.each(Array.from({ length: 32 }, (_, format) => format))('counters of the format %i are passed', (format) => {
    const is = (bit: number) => ((format & bit) !== 0 ? 1 : 0);
    const each = 1 + is(4) + is(16);
    const b = sample(SAMPLE.READ | SAMPLE.RAW, (to) => {
      if (is(8)) to.int(3, 8);
      for (let i = 0; i < is(1) + is(2) + each * (is(8) ? 3 : 1); i++) to.int(0x1111, 8);
    });
    const given = { sampleType: SAMPLE.READ | SAMPLE.RAW, readFormat: format, hasIdAll: true, ids: [] };
    expect(readSample(sourceOf(b.done()), 0, littleEndian, given)).toMatchObject({ rawAt: b.length - 4, rawSize: 4 });
  });
});
