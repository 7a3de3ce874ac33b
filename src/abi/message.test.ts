import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandName, decodeMessage, encodeMessage, MSG_CMD, messageSize, rpcName, slotSize } from './message.ts';
import { decodePartitions, encodePartitions, propertiesText } from './partition.ts';
import { OPTEE_UUID } from './uuid.ts';

const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const u64 = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });

describe('struct optee_msg_arg', () => {
  it('has the sizes of optee_msg.h', () => {
    expect([messageSize(0), messageSize(6), messageSize(4)]).toEqual([32, 224, 160]);
    expect(slotSize(4)).toBe(0x180);
    expect(slotSize(0)).toBe(224);
  });

  it('names commands', () => {
    expect([commandName(6), commandName(7n), commandName(99)]).toEqual([
      'DO_BOTTOM_HALF',
      'STOP_ASYNC_NOTIF',
      'command 99',
    ]);
    expect([rpcName(4), rpcName(6), rpcName(99)]).toEqual(['NOTIFICATION', 'SHM_ALLOC', 'RPC 99']);
  });

  it('decodes what was encoded', () => {
    const message = fc.record({
      cmd: u32,
      func: u32,
      session: u32,
      cancelId: u32,
      ret: u32,
      retOrigin: u32,
      params: fc.array(fc.record({ attr: u64, a: u64, b: u64, c: u64 }), { maxLength: 6 }),
    });
    fc.assert(
      fc.property(message, (m) => {
        const bytes = encodeMessage(m);
        expect(bytes).toHaveLength(messageSize(m.params.length));
        expect(decodeMessage(bytes).message).toEqual(m);
      }),
    );
  });

  it('shows a bottom half: eight words, no parameter', () => {
    const d = decodeMessage(encodeMessage({ cmd: MSG_CMD.DO_BOTTOM_HALF }));
    expect(d.problems).toEqual([]);
    expect(d.fields.map((f) => [f.name, f.offset])).toEqual([
      ['cmd', 0],
      ['func', 4],
      ['session', 8],
      ['cancel_id', 12],
      ['pad', 16],
      ['ret', 20],
      ['ret_origin', 24],
      ['num_params', 28],
    ]);
    expect(d.fields[0]?.meaning).toBe('DO_BOTTOM_HALF');
  });

  it('reads parameters by their kind', () => {
    const params = [
      { attr: 0x101n, a: 1n, b: 2n, c: 3n },
      { attr: 0x7n, a: 0n, b: 4096n, c: 0x1000_0000_0001n },
    ];
    const d = decodeMessage(encodeMessage({ cmd: 4, params }), 'rpc');
    expect(d.fields[0]?.meaning).toBe('NOTIFICATION');
    expect(d.fields.slice(8).map((f) => [f.name, f.offset, f.meaning])).toEqual([
      ['params[0].attr', 32, 'VALUE_INPUT, meta'],
      ['params[0].a', 40, '0x1'],
      ['params[0].b', 48, '0x2'],
      ['params[0].c', 56, '0x3'],
      ['params[1].attr', 64, 'FMEM_INOUT'],
      ['params[1].offset', 72, '0x0'],
      ['params[1].size', 80, '4096 bytes'],
      ['params[1].global_id', 88, '0x100000000001'],
    ]);
  });

  it('takes any bytes and says what is missing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const d = decodeMessage(bytes);
        expect(messageSize(d.message.params.length)).toBeLessThanOrEqual(Math.max(32, bytes.length));
        if (bytes.length < 32) expect(d.problems[0]).toContain('its head alone has 32');
      }),
    );
    const short = encodeMessage({ cmd: 0, params: [{ attr: 1n, a: 0n, b: 0n, c: 0n }] }).slice(0, 40);
    expect(decodeMessage(short).problems).toEqual(['num_params is 1, and the bytes hold 0 parameters.']);
  });
});

describe('partition descriptors', () => {
  const OPTEE = { id: 0x8001, contexts: 2, properties: 0x103, uuid: OPTEE_UUID };

  it('decode what was encoded, as the recorded machine has it', () => {
    const bytes = encodePartitions([OPTEE], 24);
    expect([...bytes.slice(0, 12)]).toEqual([1, 0x80, 2, 0, 3, 1, 0, 0, 0x48, 0x61, 0x78, 0xe0]);
    expect(decodePartitions(bytes, 1, 24)).toMatchObject({ partitions: [OPTEE], problems: [] });
    const old = encodePartitions([OPTEE, OPTEE], 8);
    expect(decodePartitions(old, 2, 0).partitions).toEqual([
      { ...OPTEE, uuid: null },
      { ...OPTEE, uuid: null },
    ]);
    expect(propertiesText(0x103n)).toBe('receives direct requests, sends direct requests, AArch64');
  });

  it('take any bytes and say what is missing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(1000), fc.nat(64), (bytes, count, size) => {
        const d = decodePartitions(bytes, count, size);
        expect(d.partitions.length).toBeLessThanOrEqual(count);
        if (d.partitions.length < count) expect(d.problems.length).toBeGreaterThan(0);
      }),
    );
  });
});
